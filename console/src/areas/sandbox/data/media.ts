import type { SandboxComment, SandboxMedia, SandboxPerson } from './types'

const DAY_MS = 86_400_000

export function isStory({ kind }: SandboxMedia): boolean {
  return kind.startsWith('story')
}

export function isVideo(media: SandboxMedia): boolean {
  return ['video', 'reel', 'story_video'].includes(media.kind)
}

/** The stories that are still there at `now`, by the sandbox's clock. */
export function liveStories(media: SandboxMedia[], now: string): SandboxMedia[] {
  const oldest = new Date(now).getTime() - DAY_MS
  return media.filter((one) => isStory(one) && new Date(one.published_at).getTime() > oldest)
}

/** A picture that can be shown small; of a video its first one. */
export function pictureOf(base: string, media: SandboxMedia): string | undefined {
  if (isVideo(media)) return media.sha256 ? `${base}/_sandbox/thumbnails/${media.sha256}.jpg` : undefined
  return media.media_url ?? (media.children[0] && pictureOf(base, media.children[0]))
}

/** The file of a publication. Of a carousel the first one. */
export function fileOf(media: SandboxMedia): string | undefined {
  return media.media_url ?? media.children[0]?.media_url
}

export interface CommentThread {
  comment: SandboxComment
  replies: SandboxComment[]
}

/** Comments with their replies, oldest first. */
export function threads(comments: SandboxComment[]): CommentThread[] {
  return comments
    .filter(({ parent_id }) => parent_id === null)
    .map((comment) => ({ comment, replies: comments.filter(({ parent_id }) => parent_id === comment.id) }))
}

/** Whose phone it is at first: somebody made up, whom the newest person does not replace. */
export function firstPerson(people: SandboxPerson[]): string {
  return people.at(-1)?.username ?? 'ben'
}

/** A name as Instagram takes it, from what somebody typed. */
export function asUsername(typed: string): string {
  return typed
    .trim()
    .replace(/^@/, '')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 30)
}
