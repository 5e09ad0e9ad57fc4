import { Button, Code, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'
import type { CannedReply } from '../shared/shapes'

const VARIABLES = ['{{first_name|there}}', '{{name}}', '{{username}}', '{{account}}', '{{agent_name}}']

/** A canned reply: what is typed to find it, and its text. */
export function CannedReplyForm({ reply, onDone }: { reply: CannedReply | undefined; onDone: () => void }) {
  const { t } = useTranslation('inbox')
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { shortcut: reply?.shortcut ?? '', text: reply?.text ?? '' },
    validate: { shortcut: (value) => (/^[\p{L}\p{N}_-]{1,40}$/u.test(value) ? null : t('replies.shortcutRule')) },
  })
  const create = query.useMutation('post', '/api/v1/inbox/canned-replies')
  const update = query.useMutation('patch', '/api/v1/inbox/canned-replies/{reply_id}')
  const submit = form.onSubmit(async (values) => {
    setError(null)
    try {
      if (reply) await update.mutateAsync({ params: { path: { reply_id: reply.id } }, body: values })
      else await create.mutateAsync({ body: values })
      onDone()
    } catch (problem) {
      if (problem instanceof Problem && problem.fields.length > 0) form.setErrors(problem.byField)
      else setError(problem)
    }
  })
  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Fault error={error} />}
        <TextInput
          label={t('replies.shortcut')}
          leftSection="/"
          required
          maxLength={40}
          data-autofocus
          key={form.key('shortcut')}
          {...form.getInputProps('shortcut')}
        />
        <Textarea
          label={t('replies.text')}
          required
          autosize
          minRows={4}
          maxLength={5000}
          key={form.key('text')}
          {...form.getInputProps('text')}
        />
        <Text size="xs" c="dimmed">
          {t('rule.variables')} {VARIABLES.map((name) => [<Code key={name}>{name}</Code>, ' '])}
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
