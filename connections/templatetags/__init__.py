"""What pages of other rooms show of this one."""
