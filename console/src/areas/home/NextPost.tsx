import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts } from '~/app/me'
import { exactly, When } from '~/ui/When'
import classes from './Home.module.css'

const AHEAD_MS = 31 * 86_400_000

/** What goes out next, when, and where it goes. */
export function NextPost() {
  const { t } = useTranslation('home')
  const { accounts } = useAccounts()
  const [now] = useState(() => Date.now())
  const { data, isPending } = query.useQuery('get', '/api/v1/posts', {
    params: {
      query: {
        status: 'scheduled',
        due_from: new Date(now - 3_600_000).toISOString(),
        due_to: new Date(now + AHEAD_MS).toISOString(),
        limit: 100,
      },
    },
  })
  if (isPending) return <Skeleton h={170} radius="lg" />
  const planned = (data?.posts ?? []).filter(({ scheduled_time }) => scheduled_time !== null)
  const next = planned.sort((a, b) => String(a.scheduled_time).localeCompare(String(b.scheduled_time)))[0]
  const account = accounts.find(({ id }) => id === next?.account_id)
  return (
    <Card component="section" aria-labelledby="next-post">
      <Title order={2} size="h3" id="next-post" mb="sm">
        {t('next.title')}
      </Title>
      {next?.scheduled_time ? (
        <Group wrap="nowrap" align="flex-start">
          {next.thumbnail_url && <img src={next.thumbnail_url} alt="" className={classes.thumb} />}
          <Stack gap={4} style={{ minWidth: 0 }}>
            <Text fw={700} size="lg">
              <When at={next.scheduled_time} />
            </Text>
            <Text size="sm" c="dimmed">
              {exactly(next.scheduled_time, next.time_zone ?? undefined)} {next.time_zone}
              {account && ` · @${account.username}`}
            </Text>
            <Text size="sm" lineClamp={2}>
              {next.caption}
            </Text>
            <Button
              variant="light"
              size="xs"
              mt={4}
              renderRoot={(props) => <Link to="/posts/$postId" params={{ postId: next.id } as never} {...props} />}
            >
              {t('next.open')}
            </Button>
          </Stack>
        </Group>
      ) : (
        <Stack align="flex-start" gap="sm">
          <Text c="dimmed">{t('next.none')}</Text>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/compose" {...props} />}
          >
            {t('common:action.newPost')}
          </Button>
        </Stack>
      )}
    </Card>
  )
}
