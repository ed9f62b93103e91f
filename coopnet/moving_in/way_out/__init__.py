"""The way back: everything that the network holds, as spreadsheets, pages and files that any program opens."""
