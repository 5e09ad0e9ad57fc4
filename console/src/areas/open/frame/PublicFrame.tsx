import { Anchor, Box, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Logo } from '~/ui/Logo'
import { LanguageButton } from './LanguageButton'
import classes from './PublicFrame.module.css'

export type PublicCommunity = Schema<'CommunityPublic'>

interface PublicFrameProps {
  slug: string
  /** What the page is, in the browser's title and below the community's name. */
  title: string
  lead?: ReactNode
  children: (community: PublicCommunity) => ReactNode
}

/** A page that people open from a chat: the community's name, one column, and nothing of the product's menu. */
export function PublicFrame({ slug, title, lead, children }: PublicFrameProps) {
  const { t } = useTranslation('open')
  const { data, error, refetch } = query.useQuery('get', '/api/v1/exchange/public/{slug}', {
    params: { path: { slug } },
  })
  useDocumentTitle(data ? `${title} · ${data.name}` : title)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Box className={classes.column}>
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xl">
            <Link to="/exchange/$slug" params={{ slug }} className={classes.home}>
              <IconBuildingCommunity size={18} aria-hidden />
              {data && data.name !== title ? data.name : t('community')}
            </Link>
            <LanguageButton />
          </Group>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {lead && (
            <Text className={classes.lead} component="div">
              {lead}
            </Text>
          )}
        </Box>
      </header>
      <Box component="main" className={`${classes.column} ${classes.main}`}>
        {data ? (
          <Stack gap="lg">{children(data)}</Stack>
        ) : error instanceof Problem && error.status === 404 ? (
          <Empty icon={IconBuildingCommunity} title={t('unknown')} text={t('unknownText')} />
        ) : error ? (
          <Fault error={error} onRetry={() => void refetch()} />
        ) : (
          <Stack aria-busy>
            <Skeleton h={120} radius="lg" />
            <Skeleton h={220} radius="lg" />
          </Stack>
        )}
      </Box>
      <footer className={classes.foot}>
        <Anchor href="/" c="dimmed" size="xs">
          <Group gap={6} component="span">
            <Logo size={16} /> Autogram
          </Group>
        </Anchor>
      </footer>
    </div>
  )
}
