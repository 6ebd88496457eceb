"""Commands: measuring and weighing again."""
