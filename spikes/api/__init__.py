"""The API doors of spikes."""
