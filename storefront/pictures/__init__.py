"""Pictures of products, drawn by code: a silhouette by kind, colours by variant, a little chance by id."""
