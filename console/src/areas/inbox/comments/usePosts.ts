import { query } from '~/api/client'

export interface KnownPost {
  id: string
  thumbnail: string | null
  caption: string
  permalink: string | null
}

/** Our own publications by Instagram's id, for pictures beside comments. What was posted elsewhere is not among them. */
export function usePosts(): Map<string, KnownPost> {
  const found = query.useQuery(
    'get',
    '/api/v1/posts',
    { params: { query: { status: 'published', limit: 100 } } },
    { staleTime: 300_000, select: (page) => page.posts },
  )
  return new Map(
    (found.data ?? []).flatMap((post) =>
      post.instagram_post_id
        ? [
            [
              post.instagram_post_id,
              { id: post.id, thumbnail: post.thumbnail_url ?? null, caption: post.caption, permalink: post.permalink },
            ] as const,
          ]
        : [],
    ),
  )
}
