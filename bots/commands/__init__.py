"""The commands of `hoidap`, one file each."""
