import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { askReason } from '../shared/AskReason'
import { acted } from '../shared/data'
import type { Member, MemberStatus } from '../shared/types'

type Step = 'suspend' | 'reinstate' | 'leave' | 'return'

const STEPS: Record<MemberStatus, Step[]> = {
  active: ['suspend', 'leave'],
  suspended: ['reinstate', 'leave'],
  left: ['return'],
}

/** What may happen to a member next; each with a reason for the history. */
export function MemberActions({ member, onGone }: { member: Member; onGone: () => void }) {
  const { t } = useTranslation('exchange')
  const params = { path: { member_id: member.id } }

  async function take(step: Step) {
    const reason = await askReason({
      title: t(`step.${step}`),
      text: t(`step.${step}Text`, { name: member.username }),
      yes: t(`step.${step}`),
      optional: step !== 'suspend',
    })
    if (reason === null) return
    const work =
      step === 'suspend'
        ? api.POST('/api/v1/exchange/members/{member_id}/suspend', { params, body: { reason } })
        : api.POST(`/api/v1/exchange/members/{member_id}/${step}`, { params, body: { reason: reason || null } })
    await acted(work, t(`step.${step}Done`, { name: member.username }))
  }

  async function erase() {
    const name = member.username
    if (!(await confirmed(t('step.delete'), t('step.deleteText', { name }), t('step.delete')))) return
    const work = api.DELETE('/api/v1/exchange/members/{member_id}', { params })
    if (await acted(work, t('step.deleteDone', { name }))) onGone()
  }

  return (
    <Group gap="xs">
      {STEPS[member.status].map((step) => (
        <Button key={step} variant="default" onClick={() => void take(step)}>
          {t(`step.${step}`)}
        </Button>
      ))}
      <Button variant="subtle" color="red" onClick={() => void erase()}>
        {t('step.delete')}
      </Button>
    </Group>
  )
}
