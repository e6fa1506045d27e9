"""Who she is: identity, names, numbers, aliases."""

from db.models import Alias, Identifier, Identity, Name
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import names, people, plans

IDENTITY = Form(
    key="identity",
    title=N_("Identity"),
    record=Identity,
    save=people.save_identity,
    sections=(
        Section(
            N_("Name as the document prints it"),
            (
                Field(Name.surname, N_("&Surname")),
                Field(Name.given, N_("&Given name")),
                Field(Name.patronymic, N_("&Patronymic"), hint=N_("Leave empty if there is none.")),
            ),
        ),
        Section(
            N_("Birth"),
            (
                Field(Identity.sex, N_("Se&x"), vocabulary="sex", needed=True),
                Field(
                    Identity.born, N_("Date of &birth"),
                    hint=N_("As known: 12.05.1990, 05.1990, spring 1990, about 1990."),
                ),
                Field(Identity.birth_place, N_("Place of birth")),
                Field(Identity.birth_country, N_("Country of birth"), vocabulary="country"),
            ),
        ),
        Section(
            N_("Further"),
            (
                Field(Identity.citizenship, N_("&Citizenship"), vocabulary="citizenship"),
                Field(Identity.languages, N_("&Languages"), vocabulary="language", wide=True),
            ),
        ),
    ),
    columns=("identity.sex", "identity.born"),
)  # fmt: skip

NAME = Form(
    key="name",
    title=N_("Name"),
    record=Name,
    save=names.save_name,
    intro=N_("A further legal name is a change of name: the former one is kept, papers print the new one."),
    sections=(
        Section(
            N_("Name"),
            (
                Field(Name.kind, N_("&Kind"), vocabulary="name_kind"),
                Field(Name.script, N_("Al&phabet"), vocabulary="script"),
                Field(Name.surname, N_("&Surname")),
                Field(Name.given, N_("&Given name")),
                Field(Name.patronymic, N_("P&atronymic"), hint=N_("Leave empty if there is none.")),
                Field(Name.from_on, N_("Valid &from")),
                Field(Name.source, N_("&By which paper"), hint=N_("Decision, certificate, her own word.")),
            ),
        ),
    ),
    columns=("name.kind", "name.surname", "name.given", "name.patronymic", "name.script"),
)

IDENTIFIER = Form(
    key="identifier",
    title=N_("Number or paper"),
    record=Identifier,
    save=people.save_identifier,
    sections=(
        Section(
            N_("Number"),
            (
                Field(Identifier.kind, N_("&Kind"), vocabulary="identity_number"),
                Field(Identifier.number, N_("&Number")),
                Field(Identifier.country, N_("&Country"), vocabulary="country"),
                Field(Identifier.issued_on, N_("&Issued on")),
                Field(Identifier.expires_on, N_("Valid &until")),
                Field(
                    Identifier.as_printed, N_("Wrong as &printed on"), wide=True,
                    hint=N_("If the number breaks its own rule but stands so on the paper: which paper."),
                ),
            ),
        ),
    ),
    columns=("identifier.kind", "identifier.number", "identifier.expires_on"),
)  # fmt: skip

ALIAS = Form(
    key="alias",
    title=N_("Other name"),
    record=Alias,
    save=plans.record_alias,
    intro=N_("Sealed. Never printed outside the legal track."),
    sections=(
        Section(
            N_("Other name"),
            (
                Field(Alias.kind, N_("&Kind"), vocabulary="alias_kind"),
                Field(Alias.text, N_("&Name"), needed=True, wide=True),
            ),
        ),
    ),
    columns=("alias.kind",),
)
