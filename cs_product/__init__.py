"""Settings, urls, celery (application and clocks), wsgi: knows all, decides nothing."""

from cs_product.celery import app as celery_app

__all__ = ["celery_app"]
