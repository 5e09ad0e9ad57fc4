"""The vocabulary of publishing."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class PublishPost(JobMessage, name="publishing.publish_post"):
    """The post of this revision is due. An edited or withdrawn post has another revision, so the job finds nothing."""

    post_id: UUID
    revision: int


class WriteFirstComment(JobMessage, name="publishing.write_first_comment"):
    """The first comment stands under the published post."""

    publication_id: UUID


class LookForPermalink(JobMessage, name="publishing.look_for_permalink"):
    """A published post whose address is not known yet gets it."""

    publication_id: UUID


class WatchDuePosts(JobMessage, name="publishing.watch_due_posts"):
    """Posts that are due and not worked on are picked up, and late ones are put before a person."""


class MakeRecurringPosts(JobMessage, name="publishing.make_recurring_posts"):
    """The coming days have the posts of everything that recurs."""


class WriteImport(JobMessage, name="publishing.write_import"):
    """The rows of a table become posts."""

    import_id: UUID
