import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { timelineOf } from '~/areas/posts/post/timeline'

/** How far publishing is, step by step as the receipt grows. */
export function Publishing({ postId }: { postId: string }) {
  const { t } = useTranslation('posts')
  const params = { path: { post_id: postId } }
  const { data: post } = query.useQuery('get', '/api/v1/posts/{post_id}', { params })
  const { data: receipt } = query.useQuery(
    'get',
    '/api/v1/posts/{post_id}/receipt',
    { params },
    { refetchInterval: 700, staleTime: 0 },
  )
  const steps = post && receipt ? timelineOf({ ...post, status: 'publishing' }, receipt) : []
  const done = steps.filter(({ state }) => state === 'done').length
  const current = steps.findLast(({ state, name }) => state === 'done' && name)?.name
  return (
    <Stack gap={4} role="status">
      <Progress
        value={steps.length > 0 ? (done / steps.length) * 100 : 5}
        animated
        aria-label={t('composer:send.publishing')}
      />
      <Text size="sm" c="dimmed">
        {current && current !== 'drafted' ? t(`step.${current}.title`) : t('composer:send.publishing')}
      </Text>
    </Stack>
  )
}

/** It is out; where to see it, and what happened on the way. */
export function Published({ permalink, postId }: { permalink: string; postId: string }) {
  const { t } = useTranslation('composer')
  return (
    <Alert color="teal" icon={<IconCircleCheck aria-hidden />} title={t('send.published')} role="status">
      <Group>
        <Anchor href={permalink} target="_blank" rel="noreferrer" c="inherit" underline="always">
          {t('send.look')}
        </Anchor>
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link to="/posts/$postId" params={{ postId }} {...props} />}
        >
          {t('send.receipt')}
        </Button>
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/compose" {...props} />}>
          {t('send.another')}
        </Button>
      </Group>
    </Alert>
  )
}
