"""The room's name."""

from django.apps import AppConfig


class ProductConfig(AppConfig):
    """Settings, urls, clocks, demo."""

    name = "cs_product"
