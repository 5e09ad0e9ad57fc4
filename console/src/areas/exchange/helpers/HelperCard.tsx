import { Alert, Badge, Card, Group, Progress, Stack, Switch, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBan,
  IconClockPause,
  IconHeartbeat,
  IconLogin2,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { exactly, When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { acted, useMayManage } from '../shared/data'
import { Handle } from '../shared/Handle'
import type { Helper } from '../shared/types'

const HEALTH = {
  ok: { color: 'teal', icon: IconHeartbeat },
  rests: { color: 'yellow', icon: IconClockPause },
  expired: { color: 'orange', icon: IconPlugConnectedX },
  blocked: { color: 'red', icon: IconBan },
}

export function HelperCard({ helper, onLogin }: { helper: Helper; onLogin: () => void }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const { color, icon: Sign } = HEALTH[helper.health]
  const name = helper.instagram_id
  const params = { path: { helper_id: helper.id } }
  const used = helper.requests_per_hour - helper.requests_left

  async function forget() {
    if (!(await confirmed(t('helpers.forget'), t('helpers.forgetText', { name }), t('helpers.forget')))) return
    await acted(api.DELETE('/api/v1/exchange/helpers/{helper_id}', { params }), t('helpers.forgotten', { name }))
  }

  const switchTo = (is_active: boolean) =>
    acted(
      api.PATCH('/api/v1/exchange/helpers/{helper_id}', { params, body: { is_active } }),
      is_active ? t('helpers.on', { name }) : t('helpers.off', { name }),
    )

  return (
    <Card padding="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <Handle name={name} />
            <Badge color={color} variant="light" leftSection={<Sign size={13} aria-hidden />}>
              {t(`health.${helper.health}`)}
            </Badge>
            {helper.keeps_password && <Badge variant="default">{t('helpers.keepsPassword')}</Badge>}
          </Group>
          <Switch
            label={t('helpers.active')}
            checked={helper.is_active}
            disabled={!mayManage}
            onChange={(event) => void switchTo(event.currentTarget.checked)}
          />
        </Group>
        {helper.problem && (
          <Alert color={color} icon={<IconAlertTriangle aria-hidden />} title={t(`health.${helper.health}`)}>
            {helper.problem}
            {helper.rests_until && ` ${t('helpers.until', { at: exactly(helper.rests_until) })}`}
          </Alert>
        )}
        <Group gap="xl" align="flex-end">
          <Stack gap={4} flex="1 1 220px">
            <Text size="sm" c="dimmed">
              {t('helpers.budget', { used, of: helper.requests_per_hour })}
            </Text>
            <Progress
              value={(100 * used) / helper.requests_per_hour}
              aria-label={t('helpers.budget', { used, of: helper.requests_per_hour })}
            />
          </Stack>
          <Text size="sm" c="dimmed">
            {t('helpers.loggedIn')} <When at={helper.logged_in_at} />
            {helper.last_used_at && (
              <>
                {' · '}
                {t('helpers.used')} <When at={helper.last_used_at} />
              </>
            )}
          </Text>
        </Group>
        {mayManage && (
          <Group gap="xs">
            <ActButton
              variant="default"
              leftSection={<IconHeartbeat size={16} aria-hidden />}
              act={() =>
                acted(
                  api.POST('/api/v1/exchange/helpers/{helper_id}/check', { params }),
                  t('helpers.checked', { name }),
                )
              }
            >
              {t('helpers.check')}
            </ActButton>
            <ActButton
              variant={helper.health === 'expired' ? 'light' : 'default'}
              leftSection={<IconLogin2 size={16} aria-hidden />}
              act={async () => onLogin()}
            >
              {t('helpers.login')}
            </ActButton>
            <ActButton variant="subtle" color="red" act={forget}>
              {t('helpers.forget')}
            </ActButton>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
