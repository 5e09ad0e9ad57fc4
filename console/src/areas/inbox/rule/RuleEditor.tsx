import { Anchor, Box, Button, Card, Stack, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useBlocker, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { told } from '~/ui/toasts'
import { refreshRules } from '../automation/RuleList'
import { TestBench } from '../automation/TestBench'
import type { Rule, RuleContent } from '../shared/shapes'
import { ActionFields } from './ActionFields'
import { ConditionFields } from './ConditionFields'
import { NO_CONDITIONS } from './content'
import { LimitFields } from './LimitFields'
import classes from './Rule.module.css'
import { showSecret } from './secret'
import { TriggerFields } from './TriggerFields'

interface RuleEditorProps {
  account: string
  content: RuleContent
  saved: Rule | undefined
}

/** Four steps in plain words, and the test sentence that judges the rule as it stands. */
export function RuleEditor({ account, content, saved }: RuleEditorProps) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const may = useMay('manage-automation')
  const [rule, setRule] = useState(content)
  const [isDirty, setDirty] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const create = query.useMutation('post', '/api/v1/inbox/automation/rules')
  const update = query.useMutation('patch', '/api/v1/inbox/automation/rules/{rule_id}')
  const change = (more: Partial<RuleContent>) => {
    setRule((now) => ({ ...now, ...more }))
    setDirty(true)
  }
  useBlocker({
    shouldBlockFn: async () =>
      isDirty && !(await confirmed(t('rule.leave'), t('common:error.unsaved'), t('rule.leaveYes'))),
    enableBeforeUnload: isDirty,
  })

  const save = async () => {
    setError(null)
    try {
      const kept = saved
        ? await update.mutateAsync({ params: { path: { rule_id: saved.id } }, body: rule })
        : await create.mutateAsync({ body: { ...rule, account_id: account } })
      setDirty(false)
      await refreshRules()
      if (kept.webhook_secret) showSecret(kept.webhook_secret)
      told(t(saved ? 'rule.saved' : 'rule.made', { name: kept.name }))
      await navigate({ to: '/automation', search: { account }, ignoreBlocker: true })
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Page
      title={saved ? saved.name : t('rule.new')}
      lead={
        <Anchor size="sm" renderRoot={(props) => <Link to="/automation" search={{ account }} {...props} />}>
          <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t('rule.all')}
        </Anchor>
      }
      actions={
        may && (
          <Button
            loading={create.isPending || update.isPending}
            disabled={saved && !isDirty}
            onClick={() => void save()}
          >
            {saved ? t('common:action.save') : t('rule.make')}
          </Button>
        )
      }
    >
      <div className={classes.panes}>
        <Stack gap="md" flex={1} miw={0}>
          {error !== null && <Fault error={error} />}
          <fieldset disabled={!may} className={classes.fields}>
            <Stack gap="md">
              <TextInput
                label={t('rule.name')}
                required
                maxLength={120}
                value={rule.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
              <Card>
                <TriggerFields rule={rule} onChange={change} />
              </Card>
              <Card>
                <ConditionFields
                  conditions={rule.conditions ?? NO_CONDITIONS}
                  onChange={(conditions) => change({ conditions })}
                />
              </Card>
              <Card>
                <ActionFields rule={rule} onChange={(actions) => change({ actions })} />
              </Card>
              <Card>
                <LimitFields rule={rule} onChange={change} />
              </Card>
            </Stack>
          </fieldset>
        </Stack>
        <Box className={classes.bench}>
          <TestBench
            key={rule.trigger.type}
            account={account}
            draft={{ ...rule, name: rule.name || t('rule.new') }}
            kind={KINDS[rule.trigger.type]}
          />
        </Box>
      </div>
    </Page>
  )
}

const KINDS: Partial<
  Record<RuleContent['trigger']['type'], 'comment' | 'story_reply' | 'story_mention' | 'postback' | 'referral'>
> = {
  comment_keyword: 'comment',
  story_reply: 'story_reply',
  story_mention: 'story_mention',
  postback: 'postback',
  referral: 'referral',
}
