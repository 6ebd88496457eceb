"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from common import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_product.settings")
embedded.start()
application = get_wsgi_application()
