import { Accordion, Button, Group, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'

/** The account's own limits, below Instagram's. */
export function LimitsForm({ account, onSaved }: { account: Schema<'AccountRead'>; onSaved: () => void }) {
  const { t } = useTranslation('settings')
  const [requests, setRequests] = useState<number | string>(account.requests_per_hour)
  const [comments, setComments] = useState<number | string>(account.comments_per_hour)
  const save = query.useMutation('patch', '/api/v1/accounts/{account_id}', {
    onSuccess: () => {
      onSaved()
      told(t('saved'))
    },
    onError: failed,
  })
  const body = { requests_per_hour: Number(requests), comments_per_hour: Number(comments) }
  return (
    <Accordion variant="contained">
      <Accordion.Item value="limits">
        <Accordion.Control>{t('accounts.limits')}</Accordion.Control>
        <Accordion.Panel>
          <Group align="flex-end">
            <NumberInput
              label={t('accounts.requestsPerHour')}
              min={1}
              value={requests}
              onChange={setRequests}
              flex={1}
              miw={150}
            />
            <NumberInput
              label={t('accounts.commentsPerHour')}
              min={1}
              max={60}
              value={comments}
              onChange={setComments}
              flex={1}
              miw={150}
            />
            <Button
              variant="light"
              loading={save.isPending}
              onClick={() => save.mutate({ params: { path: { account_id: account.id } }, body })}
            >
              {t('common:action.save')}
            </Button>
          </Group>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
