import { Button, Chip, Group, Input, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { useWeekdays } from '../shared/weekdays'
import { MediaChoice } from './MediaChoice'
import { refreshRecurring } from './RecurringCard'

/** A recurring post: what is posted, and on which days of which weeks. */
export function RecurringForm({ item, onDone }: { item: Schema<'RecurringRead'> | undefined; onDone: () => void }) {
  const { t } = useTranslation('posts')
  const weekdays = useWeekdays()
  const { accounts } = useAccounts()
  const [error, setError] = useState<unknown>(null)
  const onError = (fault: unknown) => setError(fault)
  const create = query.useMutation('post', '/api/v1/recurring-posts', { onError })
  const change = query.useMutation('patch', '/api/v1/recurring-posts/{recurring_id}', { onError })
  const form = useForm({
    initialValues: {
      account: item?.account_id ?? accounts[0]?.id ?? '',
      caption: item?.template.caption ?? '',
      media: item?.template.media?.map(({ media_id }) => media_id) ?? [],
      weekdays: item?.weekdays.map(String) ?? ['0'],
      wall_clock: item?.wall_clock.slice(0, 5) ?? '09:00',
      every_weeks: item?.every_weeks ?? 1,
      last_day: item?.last_day ?? '',
    },
    validate: {
      media: (chosen) => (chosen.length > 0 ? null : t('recurring.needsMedia')),
      weekdays: (days) => (days.length > 0 ? null : t('recurring.needsDays')),
    },
  })

  function save(values: typeof form.values) {
    const known = item?.template.media ?? []
    const template = {
      ...item?.template,
      account_id: values.account,
      post_type: item?.template.post_type ?? (values.media.length > 1 ? 'carousel' : 'photo'),
      caption: values.caption,
      media: values.media.map((id) => known.find(({ media_id }) => media_id === id) ?? { media_id: id }),
    } as Schema<'PostCreate'>
    const body = {
      template,
      time_zone: item?.time_zone ?? dayjs.tz.guess(),
      wall_clock: values.wall_clock,
      weekdays: values.weekdays.map(Number).sort(),
      every_weeks: values.every_weeks,
      last_day: values.last_day || null,
    }
    const onSuccess = () => {
      void refreshRecurring()
      told(t('recurring.saved'))
      onDone()
    }
    if (item) change.mutate({ params: { path: { recurring_id: item.id } }, body }, { onSuccess })
    else create.mutate({ body }, { onSuccess })
  }

  return (
    <form onSubmit={form.onSubmit(save)}>
      <Stack>
        {error !== null && <Fault error={error} />}
        <Select
          label={t('common:account.choose')}
          data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          allowDeselect={false}
          disabled={item !== undefined}
          required
          {...form.getInputProps('account')}
        />
        <MediaChoice
          label={t('recurring.media')}
          value={form.values.media}
          onChange={(chosen) => form.setFieldValue('media', chosen)}
          error={form.errors.media}
        />
        <Textarea label={t('recurring.caption')} autosize minRows={3} maxRows={10} {...form.getInputProps('caption')} />
        <Input.Wrapper label={t('recurring.days')} error={form.errors.weekdays}>
          <Chip.Group multiple value={form.values.weekdays} onChange={(days) => form.setFieldValue('weekdays', days)}>
            <Group gap={6} role="group" aria-label={t('recurring.days')} mt={4}>
              {weekdays.map((name, index) => (
                <Chip key={name} value={String(index)} size="xs">
                  {name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
        <Group grow align="flex-start">
          <TextInput
            type="time"
            label={t('recurring.time')}
            description={item?.time_zone ?? dayjs.tz.guess()}
            required
            {...form.getInputProps('wall_clock')}
          />
          <NumberInput
            label={t('recurring.weeks')}
            description={t('recurring.every', { count: form.values.every_weeks })}
            min={1}
            max={52}
            {...form.getInputProps('every_weeks')}
          />
        </Group>
        <TextInput
          type="date"
          label={t('recurring.lastDay')}
          description={t('recurring.lastDayHint')}
          {...form.getInputProps('last_day')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
