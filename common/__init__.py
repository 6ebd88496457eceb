"""What every room needs and no room owns: locking, refusals, doors, paging, search text, embedded services."""
