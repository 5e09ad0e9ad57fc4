/** A post as it is being written, and what the API takes and gives of it. */
import type { Schema } from '~/api/client'

export type PostType = Schema<'PostType'>
type Post = Schema<'PostRead'>

export interface DraftTag {
  username: string
  x: number | null
  y: number | null
}

export interface DraftMedia {
  media_id: string
  url: string
  thumbnail_url: string
  kind: string
  width: number
  height: number
  seconds: number | null
  alt_text: string
  user_tags: DraftTag[]
}

export interface Draft {
  account_id: string | null
  post_type: PostType
  caption: string
  hashtags: string[]
  media: DraftMedia[]
  collaborators: string[]
  location_id: string
  first_comment: string
  campaign_id: string | null
  share_to_feed: boolean
  cover_media_id: string | null
  thumb_offset_ms: number | null
  is_ai_generated: boolean
}

export const EMPTY: Draft = {
  account_id: null,
  post_type: 'photo',
  caption: '',
  hashtags: [],
  media: [],
  collaborators: [],
  location_id: '',
  first_comment: '',
  campaign_id: null,
  share_to_feed: true,
  cover_media_id: null,
  thumb_offset_ms: null,
  is_ai_generated: false,
}

export const CAPTION_LIMIT = 2200
export const HASHTAG_LIMIT = 30
export const MENTION_LIMIT = 20
/** Instagram folds a caption about here. */
export const FOLD = 125

// As the API counts them.
const HASHTAG = /#[^\s#@.,!?;:()[\]{}"']+/g
const MENTION = /(?<![\w.])@\w/g

/** How many hashtags Instagram will count: in the caption and below it. */
export function hashtagCount(draft: Pick<Draft, 'caption' | 'hashtags'>): number {
  return fullCaption(draft).match(HASHTAG)?.length ?? 0
}

/** How many people the text names. */
export function mentions(draft: Pick<Draft, 'caption' | 'hashtags'>): number {
  return fullCaption(draft).match(MENTION)?.length ?? 0
}

/** The text as Instagram shows it. */
export function fullCaption(draft: Pick<Draft, 'caption' | 'hashtags'>): string {
  return [draft.caption, draft.hashtags.join(' ')].filter(Boolean).join('\n\n')
}

/** A hashtag that can be used, from what somebody typed; null where nothing is left. */
export function asHashtag(typed: string): string | null {
  const word = typed
    .trim()
    .replace(/^#+/, '')
    .replace(/[\s#]+/g, '')
  return word ? `#${word.slice(0, 49)}` : null
}

/** What the media make of the type, unless the person has chosen a story or reel. */
export function fittingType(media: DraftMedia[], chosen: PostType): PostType {
  if (chosen === 'story') return 'story'
  if (media.length > 1) return 'carousel'
  if (media[0]?.kind === 'video') return 'reel'
  return chosen === 'carousel' || chosen === 'reel' || chosen === 'video' ? 'photo' : chosen
}

export function mediaOf(item: Schema<'MediaRead-Output'>): DraftMedia {
  return {
    media_id: item.id,
    url: item.url,
    thumbnail_url: item.thumbnail_url,
    kind: item.kind,
    width: item.dimensions.width,
    height: item.dimensions.height,
    seconds: item.duration_seconds,
    alt_text: item.alt_text,
    user_tags: [],
  }
}

export function draftOf(post: Post, items: Map<string, Schema<'MediaRead-Output'>>): Draft {
  return {
    account_id: post.account_id,
    post_type: post.post_type,
    caption: post.caption,
    hashtags: post.hashtags,
    media: post.media.flatMap((used) => {
      const item = items.get(used.media_id)
      const tags = (used.user_tags ?? []).map(({ username, x, y }) => ({ username, x: x ?? null, y: y ?? null }))
      return item ? [{ ...mediaOf(item), alt_text: used.alt_text ?? '', user_tags: tags }] : []
    }),
    collaborators: post.collaborators,
    location_id: post.location_id ?? '',
    first_comment: post.first_comment ?? '',
    campaign_id: post.campaign_id,
    share_to_feed: post.share_to_feed,
    cover_media_id: post.cover_media_id,
    thumb_offset_ms: post.thumb_offset_ms,
    is_ai_generated: post.is_ai_generated,
  }
}

/** The body that creates or changes the post. What its type cannot have stays in the composer, for when the type changes back. */
export function bodyOf(draft: Draft) {
  const isStory = draft.post_type === 'story'
  const isReel = draft.post_type === 'reel'
  const isFeed = draft.post_type === 'photo' || draft.post_type === 'carousel'
  return {
    account_id: draft.account_id,
    post_type: draft.post_type,
    caption: isStory ? '' : draft.caption,
    hashtags: isStory ? [] : draft.hashtags,
    media: draft.media.map(({ media_id, kind, alt_text, user_tags }) => ({
      media_id,
      alt_text: (isFeed && kind === 'image' && alt_text) || null,
      user_tags,
    })),
    collaborators: isStory ? [] : draft.collaborators,
    location_id: (!isStory && draft.location_id) || null,
    first_comment: (!isStory && draft.first_comment) || null,
    campaign_id: draft.campaign_id,
    share_to_feed: draft.share_to_feed,
    cover_media_id: isReel ? draft.cover_media_id : null,
    thumb_offset_ms: isReel && !draft.cover_media_id ? draft.thumb_offset_ms : null,
    is_ai_generated: draft.is_ai_generated,
  }
}

/** Nothing in it is worth keeping. */
export function isEmpty(draft: Draft): boolean {
  return draft.media.length === 0 && !draft.caption.trim() && draft.hashtags.length === 0
}
