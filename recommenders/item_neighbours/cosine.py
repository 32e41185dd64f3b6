"""Cosine between the columns of two products, shrunk towards zero where few people connect them.

Sarwar 2001, "Item-based Collaborative Filtering Recommendation Algorithms"; shrinkage after Bell and Koren 2007.
"""

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, hstack

from recommenders.item_neighbours.neighbour_table import strongest_per_column
from recommenders.recommender import TrainingWatch

#: Columns at a time: a block of products holds at most so many columns of inner products in memory.
BLOCK = 1_024


def cosine_links(matrix: csr_matrix, shrinkage: float, n_kept: int, watch: TrainingWatch) -> csr_matrix:
    """`[n_products, n_products]` cosine to the `n_kept` nearest of every product, itself left out."""
    columns, n_products = matrix.tocsc(), matrix.shape[1]
    norms = np.sqrt(np.asarray(columns.multiply(columns).sum(axis=0)).ravel())
    blocks = []
    for start in range(0, n_products, BLOCK):
        stop = min(start + BLOCK, n_products)
        products = (columns.T @ columns[:, start:stop]).tocoo()
        column = products.col + start
        similar = products.data / (norms[products.row] * norms[column] + shrinkage)
        other = products.row != column
        shape = (n_products, stop - start)
        block = csc_matrix((similar[other], (products.row[other], products.col[other])), shape=shape)
        blocks.append(strongest_per_column(block, n_kept))
        watch.progress("item_neighbours", stop, n_products)
    return hstack(blocks, format="csr")
