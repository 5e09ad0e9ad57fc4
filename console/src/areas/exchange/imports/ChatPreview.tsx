import { Alert, Anchor, Button, Card, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { acted } from '../shared/data'
import { Refused, Waiting } from '../shared/Listed'
import type { ImportPreview } from '../shared/types'
import { LeftOut } from './LeftOut'
import { PreviewWeek } from './PreviewWeek'
import { UnknownNames } from './UnknownNames'

/** What applying a chat would do, line by line; nothing is written before that. */
export function ChatPreview({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const { data, error } = query.useQuery('get', '/api/v1/exchange/imports/{import_id}', {
    params: { path: { import_id: id } },
  })
  return (
    <Stack>
      <Button
        variant="subtle"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={onClose}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('import.another')}
      </Button>
      {data ? <Plan key={data.id} preview={data} /> : error ? <Refused error={error} /> : <Waiting />}
    </Stack>
  )
}

function Plan({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation('exchange')
  const [weeks, setWeeks] = useState(() => preview.weeks.map(({ week }) => week))
  const [names, setNames] = useState(() => preview.unknown_usernames.map(({ username }) => username))
  const params = { path: { import_id: preview.id } }
  const last = preview.weeks
    .map(({ week }) => week)
    .sort()
    .at(-1)

  const apply = () =>
    acted(
      api.POST('/api/v1/exchange/imports/{import_id}/apply', { params, body: { weeks, add_members: names } }),
      t('import.applied'),
    )

  return (
    <>
      <Card>
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={3}>{preview.filename || t('import.pasted')}</Title>
            <Text size="sm" c="dimmed">
              {t(`layout.${preview.layout}`, preview.layout)} · {t('import.messages', { count: preview.messages })} ·{' '}
              <When at={preview.created_at} />
            </Text>
          </div>
          <ActButton act={apply} disabled={weeks.length === 0}>
            {preview.applied_at ? t('import.applyAgain') : t('import.apply', { count: weeks.length })}
          </ActButton>
        </Group>
        {preview.applied_at && (
          <Alert mt="md" color="teal" icon={<IconCircleCheck aria-hidden />} title={t('import.applied')}>
            {t('import.came', { requests: preview.requests_added, members: preview.members_added })}.{' '}
            {last && (
              <Anchor inherit renderRoot={(props) => <Link to="/community/week" search={{ week: last }} {...props} />}>
                {t('import.toWeek', { week: last })}
              </Anchor>
            )}
          </Alert>
        )}
      </Card>
      {preview.unknown_usernames.length > 0 && (
        <UnknownNames unknown={preview.unknown_usernames} chosen={names} onChange={setNames} />
      )}
      {preview.weeks.length === 0 && (
        <Alert color="gray" title={t('import.nothing')}>
          {t('import.nothingText')}
        </Alert>
      )}
      <Checkbox.Group value={weeks} onChange={setWeeks} label={t('import.weeks')}>
        <Stack mt="xs">
          {preview.weeks.map((week) => (
            <PreviewWeek key={week.week} week={week} />
          ))}
        </Stack>
      </Checkbox.Group>
      {preview.left_out.length > 0 && <LeftOut lines={preview.left_out} />}
    </>
  )
}
