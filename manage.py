#!/usr/bin/env python
"""Run a command of the product; the services it needs are started when they are not."""

import os
import sys

from django.core.management import execute_from_command_line

from common import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_product.settings")
    embedded.start()
    execute_from_command_line(sys.argv)
