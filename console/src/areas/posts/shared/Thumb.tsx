import { IconPhoto, IconStack2, IconVideo } from '@tabler/icons-react'
import type { Schema } from '~/api/client'
import classes from './Thumb.module.css'

/** A post's picture in small; its kind is told by the words beside it. */
export function Thumb({
  post,
  size = 64,
}: {
  post: Pick<Schema<'PostRead'>, 'thumbnail_url' | 'post_type'>
  size?: number
}) {
  const Glyph = post.post_type === 'carousel' ? IconStack2 : post.post_type === 'photo' ? IconPhoto : IconVideo
  return (
    <span className={classes.frame} style={{ width: size, height: size }}>
      {post.thumbnail_url ? (
        <img src={post.thumbnail_url} alt="" loading="lazy" className={classes.picture} />
      ) : (
        <Glyph size={size / 2.4} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
