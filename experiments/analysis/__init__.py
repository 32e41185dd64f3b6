"""Whether a policy was better: read from the log of events, judged with statistics. Never imported by a server."""
