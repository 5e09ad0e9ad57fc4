import { Button, Group, Text } from '@mantine/core'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { When } from '~/ui/When'
import { askReason } from '../shared/AskReason'
import { acted, useMayManage } from '../shared/data'
import classes from './StopSwitch.module.css'

/** Whether texts are written and sent, and the switch that stops it; on every page of the community. */
export function StopSwitch({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const { data: state } = query.useQuery('get', '/api/v1/exchange/comments/state', {}, { retry: false })
  if (!state) return null
  const mood = state.is_stopped ? 'stopped' : enabled ? 'running' : 'byHand'

  async function stop() {
    const reason = await askReason({
      title: t('stop.ask'),
      text: t('stop.askText'),
      yes: t('stop.do'),
      color: 'red',
    })
    if (reason === null) return
    await acted(api.POST('/api/v1/exchange/comments/stop', { body: { reason } }), t('stop.done'))
  }

  async function resume() {
    const reason = await askReason({ title: t('stop.resume'), text: t('stop.resumeText'), yes: t('stop.resume') })
    if (reason === null) return
    await acted(api.POST('/api/v1/exchange/comments/resume', { body: { reason } }), t('stop.resumed'))
  }

  return (
    <Group className={classes.box} data-mood={mood} gap="sm" wrap="nowrap" role="status" aria-label={t('stop.label')}>
      <span className={classes.dot} aria-hidden />
      <div className={classes.words}>
        <Text size="sm" fw={600} lh={1.25}>
          {t(`stop.${mood}`)}
        </Text>
        {state.is_stopped && (
          <Text size="xs" lh={1.25} lineClamp={2}>
            {state.stopped_at && <When at={state.stopped_at} />} · {state.reason}
          </Text>
        )}
      </div>
      {mayManage &&
        (state.is_stopped ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            onClick={() => void resume()}
          >
            {t('stop.resume')}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            leftSection={<IconHandStop size={15} aria-hidden />}
            onClick={() => void stop()}
          >
            {t('stop.do')}
          </Button>
        ))}
    </Group>
  )
}
