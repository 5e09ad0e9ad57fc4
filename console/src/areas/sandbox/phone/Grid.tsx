import { UnstyledButton } from '@mantine/core'
import { IconMovie, IconStack2 } from '@tabler/icons-react'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isVideo, pictureOf } from '../data/media'
import type { SandboxMedia } from '../data/types'
import { SandboxAddress } from '../data/useSandboxData'
import { useShow } from '../stage'
import classes from './Phone.module.css'

const AT_FIRST = 30

/** The profile's grid, newest first. */
export function Grid({ posts }: { posts: SandboxMedia[] }) {
  const { t } = useTranslation('sandbox')
  const [shown, setShown] = useState(AT_FIRST)
  const show = useShow()
  return (
    <>
      <ul className={classes.grid} aria-label={t('phone.posts')}>
        {posts.slice(0, shown).map((post) => (
          <li key={post.id}>
            <UnstyledButton
              className={classes.cell}
              aria-label={t('phone.openPost', { caption: post.parameters.caption?.slice(0, 60) || post.id })}
              onClick={() => show({ screen: 'post', media: post.id })}
            >
              <Small post={post} />
              {isVideo(post) && <IconMovie className={classes.mark} size={16} aria-hidden />}
              {post.kind === 'carousel' && <IconStack2 className={classes.mark} size={16} aria-hidden />}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {posts.length > shown && (
        <UnstyledButton w="100%" p="sm" ta="center" fz="sm" c="brand" onClick={() => setShown(shown + AT_FIRST)}>
          {t('common:action.more')}
        </UnstyledButton>
      )}
    </>
  )
}

/** The post's picture; of a reel that has none its first moment. */
function Small({ post }: { post: SandboxMedia }) {
  const base = useContext(SandboxAddress)
  const picture = pictureOf(base, post)
  if (picture || !isVideo(post)) return <img src={picture} alt="" loading="lazy" />
  return <video src={post.media_url} preload="metadata" muted playsInline tabIndex={-1} aria-hidden />
}
