import { Alert, Anchor, Stack, Text, Timeline } from '@mantine/core'
import { IconLockOff } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'

const STEPS = ['ask', 'choose', 'format', 'drop'] as const
const INSTAGRAM = 'https://accountscenter.instagram.com/info_and_permissions/dyi/'

/** How the owner gets the file from Instagram. */
export function ExportSteps() {
  const { t } = useTranslation('audience')
  return (
    <Stack gap="md">
      <Timeline bulletSize={26} lineWidth={2} active={STEPS.length}>
        {STEPS.map((step, place) => (
          <Timeline.Item
            key={step}
            bullet={
              <Text span size="xs" fw={700} c="inherit">
                {place + 1}
              </Text>
            }
            title={t(`steps.${step}`)}
          >
            <Text size="sm" c="dimmed">
              <Trans
                t={t}
                i18nKey={`steps.${step}Text`}
                components={{
                  b: <b />,
                  to: <Anchor href={INSTAGRAM} target="_blank" rel="noreferrer" inherit underline="always" />,
                }}
              />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Alert color="teal" icon={<IconLockOff aria-hidden />} p="sm">
        {t('steps.noPassword')}
      </Alert>
    </Stack>
  )
}
