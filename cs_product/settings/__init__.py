"""Every setting of the product, read once from the environment. Nothing here starts anything."""

from cs_product.settings.firm import *
from cs_product.settings.people import *
from cs_product.settings.rooms import *
from cs_product.settings.servers import *
from cs_product.settings.surroundings import *
from cs_product.settings.web import *
