import { Badge, Card, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { useDeliveries } from '../data/useSandboxData'
import classes from './Panels.module.css'

const SHOWN = 6
const COLOURS: Record<string, string> = { delivered: 'teal', waiting: 'yellow', failed: 'red', dropped: 'gray' }

/** What Instagram told Autogram, as it happens: signed webhooks and how fast they were taken. */
export function Deliveries() {
  const { t } = useTranslation('sandbox')
  const { data } = useDeliveries(SHOWN)
  const told = data?.webhooks ?? []
  return (
    <Card component="section" aria-labelledby="deliveries">
      <Title order={2} size="h3" id="deliveries">
        {t('told.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {told.length > 0 ? t('told.lead') : t('told.none')}
      </Text>
      <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {told.map(({ id, fields, status, attempts }) => {
          const last = attempts.at(-1)
          return (
            <li key={id} className={classes.delivery}>
              <Badge color={COLOURS[status] ?? 'gray'} variant="light" miw={84}>
                {t(`told.status.${status}`, status)}
              </Badge>
              <Text size="sm" truncate flex={1}>
                {fields.map((field) => t(`told.field.${field}`, field)).join(', ')}
              </Text>
              {last?.seconds != null && (
                <Text size="xs" c="dimmed" className="tabular">
                  {t('told.took', { time: counted(Math.round(last.seconds * 1000)) })}
                </Text>
              )}
            </li>
          )
        })}
      </Stack>
    </Card>
  )
}
