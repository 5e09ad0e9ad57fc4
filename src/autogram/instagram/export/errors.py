"""Why an export cannot be read. Each message says what happened and what to do now."""

ASK_AGAIN = (
    'Ask Instagram for it again: "Some of your information", "Followers and following", format JSON, date range "All '
    'time".'
)


class ExportError(Exception):
    """The upload gives no result; the message is meant for the person who uploaded it."""


class NotAnExport(ExportError):
    """Nothing in the upload is a list of an Instagram export."""


class ForeignArchive(ExportError):
    """The upload is the archive of another service; `service` names it."""

    def __init__(self, service: str) -> None:
        super().__init__(f"This is an archive of {service}, not of Instagram. {ASK_AGAIN}")
        self.service = service


class SeveralExports(ExportError):
    """The upload holds several exports, and nothing tells which one is meant; `names` lists them."""

    def __init__(self, names: list[str]) -> None:
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        super().__init__(f"There is more than one export in this upload: {shown}. Upload one at a time.")
        self.names = names


class ArchiveInArchive(ExportError):
    """The lists are in a ZIP within the ZIP."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The archive contains another archive, {name}. Unpack it once and upload the inner one.")


class ExportDamaged(ExportError):
    """The upload, or every list in it, is cut off or broken."""


class ExportEncrypted(ExportError):
    """The archive is protected with a password."""

    def __init__(self) -> None:
        super().__init__("The archive is protected with a password. Upload it as Instagram sent it, or unpacked.")


class CompressionNotSupported(ExportError):
    """The archive is packed in a way that Instagram does not use."""


class ExportTooLarge(ExportError):
    """A limit was reached; `limit` is its name in `Limits`."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class SuspiciousArchive(ExportError):
    """The archive unpacks to far more than it holds, as archives made to do harm do."""


class ListNotComplete(ExportError):
    """A comparison was asked of a list that is not complete; the message says why it is not."""


class FileDamaged(Exception):
    """One file cannot be read to its end; what was read before stays. The message completes "NAME ..."."""
