"""How spikes are drawn."""
