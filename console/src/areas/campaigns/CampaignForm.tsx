import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { DateInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { Problem } from '~/api/problem'
import { useAccounts } from '~/app/me'
import { useLibrary } from '~/areas/media/useLibrary'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'

type Campaign = Schema<'CampaignRead'>

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

function begin(campaign: Campaign | null) {
  return {
    name: campaign?.name ?? '',
    description: campaign?.description ?? '',
    account_id: campaign?.account_id ?? null,
    content_themes: campaign?.content_themes ?? [],
    brand_voice: campaign?.brand_voice ?? '',
    target_hashtags: campaign?.target_hashtags ?? [],
    media_ids: campaign?.media_ids ?? [],
    posts_per_day: campaign?.posts_per_day ?? 1,
    start_date: campaign?.start_date ?? null,
    end_date: campaign?.end_date ?? null,
    budget: campaign?.budget_cents == null ? ('' as number | string) : campaign.budget_cents / 100,
    schedules_posts: campaign?.schedules_posts ?? false,
    draws_pictures: campaign?.draws_pictures ?? false,
    is_active: campaign?.is_active ?? true,
  }
}

/** Makes a campaign, or changes one; what is planned already stays. */
export function CampaignForm({ campaign }: { campaign: Campaign | null }) {
  const { t } = useTranslation('campaigns')
  const { accounts } = useAccounts()
  const library = useLibrary('', undefined)
  const [wish, setWish] = useState(() => begin(campaign))
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const then = {
    onSuccess: () => {
      void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/campaigns') })
      modals.closeAll()
      told(t('saved'))
    },
  }
  const make = query.useMutation('post', '/api/v1/campaigns', then)
  const change = query.useMutation('patch', '/api/v1/campaigns/{campaign_id}', then)
  const error: unknown = make.error ?? change.error

  function submit(event: FormEvent) {
    event.preventDefault()
    const { budget, ...rest } = wish
    const body = {
      ...rest,
      account_id: wish.account_id ?? accounts[0]?.id ?? null,
      description: wish.description || null,
      brand_voice: wish.brand_voice || null,
      budget_cents: budget === '' ? null : Number(budget) * 100,
      time_zone: campaign?.time_zone ?? HERE,
    }
    if (campaign) change.mutate({ params: { path: { campaign_id: campaign.id } }, body })
    else make.mutate({ body })
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {error instanceof Problem && <Fault error={error} />}
        <TextInput
          label={t('name')}
          required
          data-autofocus
          maxLength={255}
          value={wish.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('description')}
          autosize
          maxLength={2000}
          value={wish.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <TagsInput
          label={t('themes')}
          description={t('themesHint')}
          splitChars={[',', ';']}
          value={wish.content_themes}
          onChange={(content_themes) => set({ content_themes })}
        />
        <TextInput
          label={t('voice')}
          maxLength={300}
          value={wish.brand_voice}
          onChange={(event) => set({ brand_voice: event.currentTarget.value })}
        />
        <TagsInput
          label={t('hashtags')}
          maxTags={15}
          splitChars={[',', ' ']}
          value={wish.target_hashtags}
          onChange={(tags) => set({ target_hashtags: tags.map((tag) => `#${tag.replace(/^#+/, '')}`) })}
        />
        <MultiSelect
          label={t('media')}
          description={t('mediaHint')}
          searchable
          clearable
          data={library.items.map(({ id, original_name }) => ({ value: id, label: original_name }))}
          value={wish.media_ids}
          onChange={(media_ids) => set({ media_ids })}
        />
        <Group grow align="flex-start">
          <NumberInput
            label={t('postsPerDay')}
            min={1}
            max={10}
            value={wish.posts_per_day}
            onChange={(count) => set({ posts_per_day: Number(count) || 1 })}
          />
          <NumberInput
            label={t('budgetDollars')}
            prefix="$"
            min={0}
            decimalScale={2}
            value={wish.budget}
            onChange={(budget) => set({ budget })}
          />
        </Group>
        <Group grow>
          <DateInput
            label={t('from')}
            clearable
            value={wish.start_date}
            onChange={(start_date) => set({ start_date })}
          />
          <DateInput label={t('to')} clearable value={wish.end_date} onChange={(end_date) => set({ end_date })} />
        </Group>
        {accounts.length > 1 && (
          <Select
            label={t('account')}
            allowDeselect={false}
            data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
            value={wish.account_id ?? accounts[0]?.id ?? null}
            onChange={(account_id) => set({ account_id })}
          />
        )}
        <Switch
          label={t('schedules')}
          description={t('schedulesHint')}
          checked={wish.schedules_posts}
          onChange={(event) => set({ schedules_posts: event.currentTarget.checked })}
        />
        <Switch
          label={t('draws')}
          checked={wish.draws_pictures}
          onChange={(event) => set({ draws_pictures: event.currentTarget.checked })}
        />
        <Switch
          label={t('isActive')}
          description={t('isActiveHint')}
          checked={wish.is_active}
          onChange={(event) => set({ is_active: event.currentTarget.checked })}
        />
        <Button type="submit" loading={make.isPending || change.isPending}>
          {t('common:action.save')}
        </Button>
      </Stack>
    </form>
  )
}
