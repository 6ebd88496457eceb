"""The API doors to how the firm appears to its customers."""

import base64
import binascii
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actions import need_admin
from accounts.actions.brand import change_brand, our_brand, put_logo, remove_logo
from accounts.models import Brand
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from common.refusals import Invalid


class BrandSerializer(serializers.ModelSerializer[Brand]):
    """Name, colour (`#rrggbb`, empty: the house's own), and the key of the logo at `/brand/logo/KEY/`."""

    class Meta:
        model = Brand
        fields: ClassVar = [
            "name",
            "name_ko",
            "accent",
            "logo_key",
            "logo_kind",
            "logo_width",
            "logo_height",
            "version",
        ]


class BrandSaidSerializer(serializers.Serializer[Any]):
    """As it shall be from now on."""

    name = WordsField()
    name_ko = words()
    accent = words()
    version = serializers.IntegerField(required=False, allow_null=True, default=None, help_text="as you read it")


class LogoSerializer(serializers.Serializer[Any]):
    """A PNG or JPEG of at most 1 MB, in base64."""

    logo = serializers.CharField()

    def validate_logo(self, said: str) -> bytes:
        """The picture itself."""
        try:
            return base64.b64decode(said, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Invalid({"logo": _("This is not base64.")}) from error


class BrandDoor(Door):
    """The brand."""

    @extend_schema(operation_id="brand_read", responses=BrandSerializer)
    def get(self, request: Caller) -> Response:
        """How the firm appears to its customers."""
        need_admin(request.user)
        return Response(BrandSerializer(our_brand()).data)

    @extend_schema(request=BrandSaidSerializer, responses={201: BrandSerializer})
    def post(self, request: Caller) -> Response:
        """Another name or colour."""
        said = shaped(BrandSaidSerializer(data=request.data))
        return self.done(request, lambda: BrandSerializer(change_brand(by=request.user, **said)).data)


class LogoDoor(Door):
    """The logo."""

    @extend_schema(request=LogoSerializer, responses={201: BrandSerializer})
    def post(self, request: Caller) -> Response:
        """Another logo."""
        image = shaped(LogoSerializer(data=request.data))["logo"]
        return self.done(request, lambda: BrandSerializer(put_logo(by=request.user, image=image)).data)


class LogoRemovalDoor(Door):
    """No logo."""

    @extend_schema(request=None, responses={201: BrandSerializer})
    def post(self, request: Caller) -> Response:
        """Customers see the name alone."""
        return self.done(request, lambda: BrandSerializer(remove_logo(by=request.user)).data)
