"""The local web chat: the group and several people's phones on one page of this machine."""
