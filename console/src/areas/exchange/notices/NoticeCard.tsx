import { Badge, Button, Card, Group, Text, Title } from '@mantine/core'
import { IconAlertCircle, IconEye, IconEyeOff, IconPin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { exactly } from '~/ui/When'
import { acted, useMayManage } from '../shared/data'
import type { Notice } from '../shared/types'

export function NoticeCard({ notice, onEdit }: { notice: Notice; onEdit: () => void }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const params = { path: { notice_id: notice.id } }

  const remove = () =>
    acted(api.DELETE('/api/v1/exchange/notices/{notice_id}', { params }), t('notices.deleted'), () =>
      api.POST('/api/v1/exchange/notices', { body: written(notice) }),
    )

  return (
    <Card padding="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Title order={3}>{notice.title}</Title>
        <Group gap={6}>
          {notice.is_pinned && (
            <Badge variant="default" leftSection={<IconPin size={12} aria-hidden />}>
              {t('notices.pinned')}
            </Badge>
          )}
          {notice.is_important && (
            <Badge color="orange" variant="light" leftSection={<IconAlertCircle size={12} aria-hidden />}>
              {t('notices.important')}
            </Badge>
          )}
          <Badge
            color={notice.is_shown ? 'teal' : 'gray'}
            variant="light"
            leftSection={notice.is_shown ? <IconEye size={12} aria-hidden /> : <IconEyeOff size={12} aria-hidden />}
          >
            {notice.is_shown ? t('notices.shown') : t('notices.hidden')}
          </Badge>
        </Group>
      </Group>
      <Text size="sm" mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {notice.content}
      </Text>
      <Group justify="space-between" mt="sm" gap="sm">
        <Text size="xs" c="dimmed">
          {exactly(notice.created_at)}
          {notice.starts_at && ` · ${t('notices.from', { at: exactly(notice.starts_at) })}`}
          {notice.ends_at && ` · ${t('notices.until', { at: exactly(notice.ends_at) })}`}
        </Text>
        {mayManage && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {t('common:action.edit')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="red" onClick={() => void remove()}>
              {t('common:action.delete')}
            </Button>
          </Group>
        )}
      </Group>
    </Card>
  )
}

/** What was written, without what the server made of it. */
function written({ title, content, is_active, is_important, is_pinned, starts_at, ends_at }: Notice) {
  return { title, content, is_active, is_important, is_pinned, starts_at, ends_at }
}
