"""Where candidates of all sources meet: rules, blend, LambdaRank, variety and exploration.

`ranker` is the door."""
