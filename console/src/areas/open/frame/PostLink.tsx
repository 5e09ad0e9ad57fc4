import { Text, ThemeIcon } from '@mantine/core'
import { IconBrandInstagram, IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './PostLink.module.css'

interface PostLinkProps {
  link: string
  number?: number
  owner: string
  note?: ReactNode
}

/** A post to open in Instagram: big enough for a thumb. */
export function PostLink({ link, number, owner, note }: PostLinkProps) {
  const { t } = useTranslation('open')
  return (
    <a className={classes.link} href={link} target="_blank" rel="noreferrer">
      <ThemeIcon size={38} radius="md" variant="light" color="pink">
        <IconBrandInstagram size={21} stroke={1.7} aria-hidden />
      </ThemeIcon>
      <span className={classes.words}>
        <Text span fw={600} truncate display="block">
          {owner}
        </Text>
        <Text span size="xs" c="dimmed" display="block" truncate>
          {number !== undefined && `#${number}`}
          {number !== undefined && note && ' · '}
          {note}
        </Text>
      </span>
      <IconExternalLink size={17} aria-label={t('opens')} className={classes.arrow} />
    </a>
  )
}
