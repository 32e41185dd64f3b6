"""Who the shoppers are and what they told the shop of themselves."""

from shoppers.profile import Budget, ShopperProfile
from shoppers.ranking_wish import RankingWish

__all__ = ["Budget", "RankingWish", "ShopperProfile"]
