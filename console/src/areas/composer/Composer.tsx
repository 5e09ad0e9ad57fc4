import { Alert, Box, Button, Grid, Group, Select, Stack, Text } from '@mantine/core'
import { IconCheck, IconCloudOff, IconCloudUpload, IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { Page } from '~/ui/Page'
import { exactly } from '~/ui/When'
import { CaptionPanel } from './CaptionPanel'
import { type Draft, fittingType } from './draft'
import { faultsOf } from './faults'
import { MediaPanel } from './media/MediaPanel'
import { OptionsPanel } from './OptionsPanel'
import { PreFlight } from './PreFlight'
import { PhonePreview } from './preview/PhonePreview'
import { SendBar } from './send/SendBar'
import { type Saving, useDraft } from './useDraft'

interface ComposerProps {
  first: Draft
  post: Schema<'PostRead'> | null
  accounts: Schema<'AccountRead'>[]
  at: string | null
  onMade: (postId: string) => void
  /** Given where `first` is what was not saved the last time. */
  onDiscard?: () => void
}

/** Where a post is written: media, words and options on one side, how it will look on the other. */
export function Composer({ first, post, accounts, at, onMade, onDiscard }: ComposerProps) {
  const { t } = useTranslation('composer')
  const writing = useDraft(first, post?.id ?? null, onMade)
  const { draft, change } = writing
  const [isNew] = useState(post === null)
  const faults = faultsOf(writing.problem)
  const isPlanned = post?.status === 'scheduled'

  const fitting = fittingType(draft.media, draft.post_type)
  useEffect(() => {
    if (fitting !== draft.post_type) change({ post_type: fitting })
  }, [fitting, draft.post_type, change])

  return (
    <Page
      title={t(isNew ? 'title' : 'titleEdit')}
      lead={isPlanned && at ? t('plannedLead', { when: exactly(at, post.time_zone ?? undefined) }) : undefined}
      actions={<SavedSign saving={writing.saving} isPlanned={isPlanned} />}
    >
      {onDiscard && (
        <Alert icon={<IconHistory aria-hidden />} title={t('kept')}>
          <Group justify="space-between">
            <Text size="sm">{t('keptHint')}</Text>
            <Button size="xs" variant="default" onClick={onDiscard}>
              {t('discard')}
            </Button>
          </Group>
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            {accounts.length > 1 && (
              <Select
                label={t('account')}
                allowDeselect={false}
                data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
                value={draft.account_id}
                error={faults.account_id}
                onChange={(account_id) => change({ account_id })}
              />
            )}
            <MediaPanel draft={draft} change={change} faults={faults} />
            <CaptionPanel draft={draft} change={change} faults={faults} />
            <OptionsPanel draft={draft} change={change} faults={faults} />
            <PreFlight writing={writing} />
            <SendBar writing={writing} at={at} zone={post?.time_zone ?? null} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Box pos="sticky" top={72}>
            <PhonePreview draft={draft} account={accounts.find(({ id }) => id === draft.account_id)} />
          </Box>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

const SIGNS = { waiting: IconCloudUpload, saving: IconCloudUpload, saved: IconCheck, refused: IconCloudOff }

function SavedSign({ saving, isPlanned }: { saving: Saving; isPlanned: boolean }) {
  const { t } = useTranslation('composer')
  if (saving === 'idle') return null
  const Glyph = SIGNS[saving]
  return (
    <Group gap={6} role="status" aria-live="polite">
      <Glyph size={16} aria-hidden />
      <Text size="sm" c="dimmed">
        {t(saving === 'saved' && isPlanned ? 'saving.kept' : `saving.${saving}`)}
      </Text>
    </Group>
  )
}
