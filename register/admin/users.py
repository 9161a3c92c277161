"""Staff accounts and groups. What a group may do is told by `register/groups.py`."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group as GroupModel
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from register.admin import deletion
from register.admin.house import OneTrail, PlainFields
from register.groups import Group
from register.models import User

if TYPE_CHECKING:
    UserBase = DjangoUserAdmin[User]
    GroupBase = DjangoGroupAdmin
else:

    class UserBase(PlainFields, OneTrail, DjangoUserAdmin, ModelAdmin):
        """Django's own, in the theme's looks."""

    class GroupBase(PlainFields, OneTrail, DjangoGroupAdmin, ModelAdmin):
        """Django's own, in the theme's looks."""


@admin.register(User)
class UserAdmin(UserBase):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "groups_named", "is_active"]
    list_filter = ["groups", "is_active", "is_superuser"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("What they may do"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Whose customers they see"), {"fields": ("controllers",)}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only who may do everything may allow it to others."""
        known = super().get_readonly_fields(request, obj)
        return known if request.user.is_superuser else [*known, "is_superuser"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account that may do everything is changed only by another such."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever gets an account here is staff: there are no other accounts."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return deletion.foreseen(objs, request, self.admin_site)

    @admin.display(description=_("groups"))
    def groups_named(self, row: User) -> str:
        return ", ".join(gettext(group.name) for group in row.groups.all())


admin.site.unregister(GroupModel)


@admin.register(GroupModel)
class GroupAdmin(GroupBase):
    """The five groups are made by the program; others may be added beside them."""

    filter_horizontal = ()
    list_display = ["called", "name"]
    fieldsets = ((None, {"fields": ("name", "permissions")}),)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_given(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_given(obj)

    @admin.display(description=_("group"), ordering="name")
    def called(self, row: GroupModel) -> str:
        return gettext(row.name)


def _is_given(group: GroupModel | None) -> bool:
    return group is not None and group.name in {given.value for given in Group}
