"""The shop for agents: read-only tools over the Model Context Protocol, in the shapes of the Universal Commerce
Protocol."""
