"""Settings, addresses, server entry: wires everything and is imported by nothing."""
