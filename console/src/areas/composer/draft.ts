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
  thumb_offset_ms: null,
  is_ai_generated: false,
}

export const CAPTION_LIMIT = 2200
export const HASHTAG_LIMIT = 30
/** Instagram folds a caption about here. */
export const FOLD = 125

const WORD_TAG = /#[^\s#]+/g

/** Every hashtag that Instagram will count: in the caption and beside it, each once. */
export function allHashtags(draft: Pick<Draft, 'caption' | 'hashtags'>): string[] {
  const inCaption = draft.caption.match(WORD_TAG) ?? []
  return [...new Map([...inCaption, ...draft.hashtags].map((tag) => [tag.toLowerCase(), tag])).values()]
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
    thumb_offset_ms: post.thumb_offset_ms,
    is_ai_generated: post.is_ai_generated,
  }
}

/** The body that creates or changes the post. */
export function bodyOf(draft: Draft) {
  return {
    account_id: draft.account_id,
    post_type: draft.post_type,
    caption: draft.caption,
    hashtags: draft.hashtags,
    media: draft.media.map(({ media_id, alt_text, user_tags }) => ({
      media_id,
      alt_text: alt_text || null,
      user_tags,
    })),
    collaborators: draft.collaborators,
    location_id: draft.location_id || null,
    first_comment: draft.first_comment || null,
    campaign_id: draft.campaign_id,
    share_to_feed: draft.share_to_feed,
    thumb_offset_ms: draft.post_type === 'reel' ? draft.thumb_offset_ms : null,
    is_ai_generated: draft.is_ai_generated,
  }
}

/** Nothing in it is worth keeping. */
export function isEmpty(draft: Draft): boolean {
  return draft.media.length === 0 && !draft.caption.trim() && draft.hashtags.length === 0
}
