"""How fast is it with very many tickets? `load` makes them, `measure` asks the real server for its pages."""
