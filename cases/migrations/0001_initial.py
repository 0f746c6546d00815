import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import mosovo.staff.models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0001_initial'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('in_use', models.BooleanField(default=True)),
                ('cares_for_children', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Nominal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('given_names', models.CharField(max_length=120)),
                ('family_name', models.CharField(max_length=120)),
                ('date_of_birth', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('other', 'Other'), ('unknown', 'Not known')], default='unknown', max_length=10)),
                ('pnc_id', models.CharField(blank=True, db_index=True, max_length=20, verbose_name='PNC identifier')),
                ('cro_number', models.CharField(blank=True, max_length=20, verbose_name='CRO number')),
                ('noms_number', models.CharField(blank=True, max_length=20, verbose_name='NOMS number')),
                ('visor_reference', models.CharField(blank=True, max_length=20, verbose_name='ViSOR reference')),
            ],
            options={
                'indexes': [models.Index(fields=['date_of_birth'], name='cases_nominal_birth'), models.Index(fields=['cro_number'], name='cases_nominal_cro'), models.Index(fields=['noms_number'], name='cases_nominal_noms'), models.Index(fields=['visor_reference'], name='cases_nominal_visor')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('pnc_id', ''), _negated=True), fields=('pnc_id',), name='cases_one_nominal_a_pnc_id')],
            },
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('sound', models.GeneratedField(db_persist=True, expression=models.Func(models.F('word'), function='dmetaphone'), output_field=models.CharField(max_length=8))),
                ('other_sound', models.GeneratedField(db_persist=True, expression=models.Func(models.F('word'), function='dmetaphone_alt'), output_field=models.CharField(max_length=8))),
            ],
            options={
                'indexes': [models.Index(fields=['sound'], name='cases_word_sound'), models.Index(fields=['other_sound'], name='cases_word_other_sound'), django.contrib.postgres.indexes.GinIndex(fields=['word'], name='cases_word_letters', opclasses=('gin_trgm_ops',))],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lines', models.CharField(max_length=250, verbose_name='address')),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('nominal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='cases.nominal')),
            ],
            options={
                'ordering': (models.OrderBy(models.F('until_on'), descending=True, nulls_first=True), '-from_on'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('from_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='cases_address_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('alias', 'Alias'), ('nickname', 'Nickname'), ('former', 'Former name')], default='alias', max_length=10)),
                ('nominal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='cases.nominal')),
            ],
            options={
                'verbose_name_plural': 'aliases',
            },
        ),
        migrations.CreateModel(
            name='NameToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(db_index=True, max_length=60)),
                ('is_alias', models.BooleanField(default=False)),
                ('is_family', models.BooleanField(default=False)),
                ('nominal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_tokens', to='cases.nominal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('nominal', 'word', 'is_alias', 'is_family'), name='cases_name_token_once')],
            },
        ),
        migrations.CreateModel(
            name='NominalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=12)),
                ('given_names', models.CharField(max_length=120)),
                ('family_name', models.CharField(max_length=120)),
                ('date_of_birth', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('other', 'Other'), ('unknown', 'Not known')], default='unknown', max_length=10)),
                ('pnc_id', models.CharField(blank=True, max_length=20, verbose_name='PNC identifier')),
                ('cro_number', models.CharField(blank=True, max_length=20, verbose_name='CRO number')),
                ('noms_number', models.CharField(blank=True, max_length=20, verbose_name='NOMS number')),
                ('visor_reference', models.CharField(blank=True, max_length=20, verbose_name='ViSOR reference')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.nominal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('nominal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='case', serialize=False, to='cases.nominal')),
                ('status', models.CharField(choices=[('community', 'In the community'), ('custody', 'In custody'), ('abroad', 'Abroad'), ('closed', 'Closed')], default='community', max_length=12)),
                ('category', models.CharField(choices=[('1', 'Category 1: registered sexual offender'), ('2', 'Category 2: violent or other sexual offender'), ('3', 'Category 3: other dangerous offender'), ('4', 'Category 4: terrorist offender'), ('pdp', 'Potentially dangerous person')], max_length=4)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')], default=1)),
                ('risk_level', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('risk_level_on', models.DateField(blank=True, null=True)),
                ('locked', models.BooleanField(default=False, help_text='Only people named on the case see it; rights on the unit do not count.')),
                ('opened_on', models.DateField()),
                ('allocated_on', models.DateField(blank=True, null=True)),
                ('last_visit_on', models.DateField(blank=True, null=True)),
                ('officer', models.ForeignKey(blank=True, help_text='The offender manager; empty while unallocated.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='staff.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['officer', 'status'], name='cases_case_officer'), models.Index(fields=['unit', 'status'], name='cases_case_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('risk_level', ''), ('risk_level_on__isnull', True)), models.Q(models.Q(('risk_level', ''), _negated=True), ('risk_level_on__isnull', False)), _connector='OR'), name='cases_risk_level_with_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('nominal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='flag', serialize=False, to='cases.nominal')),
                ('warning', models.CharField(blank=True, max_length=300)),
                ('method', models.TextField(blank=True, verbose_name='method of offending')),
                ('risk_factors', models.TextField(blank=True)),
                ('conditions', models.TextField(blank=True, verbose_name='licence and order conditions')),
                ('people_at_risk', models.TextField(blank=True)),
                ('approach', models.TextField(blank=True, verbose_name='what to do on contact')),
                ('reviewed_on', models.DateField(null=True)),
                ('call_officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.unit')),
            ],
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('status', models.CharField(choices=[('community', 'In the community'), ('custody', 'In custody'), ('abroad', 'Abroad'), ('closed', 'Closed')], default='community', max_length=12)),
                ('category', models.CharField(choices=[('1', 'Category 1: registered sexual offender'), ('2', 'Category 2: violent or other sexual offender'), ('3', 'Category 3: other dangerous offender'), ('4', 'Category 4: terrorist offender'), ('pdp', 'Potentially dangerous person')], max_length=4)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')], default=1)),
                ('risk_level', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('risk_level_on', models.DateField(blank=True, null=True)),
                ('locked', models.BooleanField(default=False, help_text='Only people named on the case see it; rights on the unit do not count.')),
                ('opened_on', models.DateField()),
                ('allocated_on', models.DateField(blank=True, null=True)),
                ('last_visit_on', models.DateField(blank=True, null=True)),
                ('nominal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='cases.nominal')),
                ('officer', models.ForeignKey(blank=True, db_constraint=False, help_text='The offender manager; empty while unallocated.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CategoryPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('1', 'Category 1: registered sexual offender'), ('2', 'Category 2: violent or other sexual offender'), ('3', 'Category 3: other dangerous offender'), ('4', 'Category 4: terrorist offender'), ('pdp', 'Potentially dangerous person')], max_length=4)),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('grounds', models.CharField(max_length=300)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='cases.case')),
            ],
            options={
                'ordering': ('-from_on',),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=(('case', '='), ('category', '='), (mosovo.staff.models.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')), name='cases_category_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='ConfidentialEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('medical', 'Medical'), ('third_party_material', 'Material that its originator controls'), ('victim', 'Victim or potential victim'), ('third_party', 'Third party'), ('tactics', 'Police tactics'), ('prosecutor', "Prosecutor's advice")], max_length=24)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('originator', models.CharField(blank=True, help_text='Who controls onward sharing, if not the police.', max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confidential_entries', to='cases.case')),
            ],
            options={
                'ordering': ('-recorded_at',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('victim', 'third_party', 'tactics', 'prosecutor'))), name='cases_confidential_kinds')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('with_whom', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='cases.case')),
            ],
            options={
                'ordering': ('-at',),
                'indexes': [models.Index(fields=['case', '-at'], name='cases_contact_latest')],
            },
        ),
        migrations.CreateModel(
            name='Conviction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('convicted_on', models.DateField()),
                ('offence', models.CharField(max_length=200)),
                ('offence_code', models.CharField(blank=True, max_length=5, verbose_name='Home Office offence code')),
                ('disposal', models.CharField(blank=True, max_length=200)),
                ('sentence_days', models.PositiveIntegerField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='convictions', to='cases.case')),
            ],
            options={
                'ordering': ('-convicted_on',),
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('marking', models.CharField(default='OFFICIAL-SENSITIVE', max_length=60)),
                ('media_type', models.CharField(default='application/pdf', max_length=60)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='cases.case')),
            ],
            options={
                'ordering': ('-made_at',),
            },
        ),
        migrations.CreateModel(
            name='FlagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('warning', models.CharField(blank=True, max_length=300)),
                ('method', models.TextField(blank=True, verbose_name='method of offending')),
                ('risk_factors', models.TextField(blank=True)),
                ('conditions', models.TextField(blank=True, verbose_name='licence and order conditions')),
                ('people_at_risk', models.TextField(blank=True)),
                ('approach', models.TextField(blank=True, verbose_name='what to do on contact')),
                ('reviewed_on', models.DateField(null=True)),
                ('call_officer', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('call_unit', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
                ('nominal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='cases.nominal')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.flag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LevelPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.CharField(max_length=300)),
                ('lead_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='cases.case')),
            ],
            options={
                'ordering': ('-from_on',),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=(('case', '='), (mosovo.staff.models.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')), name='cases_level_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conditions', models.TextField()),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='licences', to='cases.case')),
            ],
            options={
                'ordering': ('-from_on',),
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('held_at', models.DateTimeField()),
                ('place', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('open', 'Being recorded'), ('signed', 'Signed by the chair')], default='open', max_length=10)),
                ('information', models.TextField(blank=True, verbose_name='information shared')),
                ('risk', models.TextField(blank=True, verbose_name='risk and how it is managed')),
                ('human_rights', models.TextField(blank=True, verbose_name='human rights (Articles 2, 3 and 8)')),
                ('diversity', models.TextField(blank=True, verbose_name='diversity')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next meeting')),
                ('decision_draft', models.JSONField(blank=True, default=dict)),
                ('signed_at', models.DateTimeField(null=True)),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings_chaired', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='cases.case')),
            ],
            options={
                'ordering': ('-held_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', [2, 3])), name='cases_meeting_level_2_or_3'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('state', 'open')), models.Q(('signed_at__isnull', False), ('state', 'signed')), _connector='OR'), name='cases_meeting_signed_with_time')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('shpo', 'Sexual harm prevention order'), ('interim_shpo', 'Interim sexual harm prevention order'), ('sro', 'Sexual risk order'), ('notification', 'Notification order'), ('voo', 'Violent offender order'), ('other', 'Other order')], max_length=20)),
                ('terms', models.TextField()),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, help_text='Empty: until further order.', null=True, verbose_name='until')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='cases.case')),
            ],
            options={
                'ordering': ('-from_on',),
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='cases_order_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SensitiveEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('medical', 'Medical'), ('third_party_material', 'Material that its originator controls'), ('victim', 'Victim or potential victim'), ('third_party', 'Third party'), ('tactics', 'Police tactics'), ('prosecutor', "Prosecutor's advice")], max_length=24)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('originator', models.CharField(blank=True, help_text='Who controls onward sharing, if not the police.', max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sensitive_entries', to='cases.case')),
            ],
            options={
                'ordering': ('-recorded_at',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('medical', 'third_party_material'))), name='cases_sensitive_kinds')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('community', 'In the community'), ('custody', 'In custody'), ('abroad', 'Abroad'), ('closed', 'Closed')], max_length=12)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='cases.case')),
            ],
            options={
                'ordering': ('-on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('visited_at', models.DateTimeField()),
                ('announced', models.BooleanField()),
                ('safety_assessed_on', models.DateField(verbose_name='safety assessment made on')),
                ('safety_notes', models.CharField(max_length=500)),
                ('outcome', models.CharField(choices=[('seen', 'Seen at home'), ('not_in', 'Nobody answered'), ('refused', 'Entry refused'), ('elsewhere', 'Not living there')], max_length=12)),
                ('who_answered', models.CharField(blank=True, max_length=200)),
                ('present', models.CharField(blank=True, max_length=300, verbose_name='who else was present')),
                ('seen', models.TextField(verbose_name='what was seen and said')),
                ('devices', models.CharField(blank=True, max_length=300)),
                ('concerns', models.TextField(blank=True)),
                ('next_step', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.visit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='cases.case')),
            ],
            options={
                'ordering': ('-visited_at',),
                'indexes': [models.Index(fields=['case', '-visited_at'], name='cases_visit_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('safety_notes', ''), _negated=True), models.Q(('seen', ''), _negated=True)), name='cases_visit_assessed_and_written')],
            },
        ),
        migrations.CreateModel(
            name='AddressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('lines', models.CharField(max_length=250, verbose_name='address')),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.address')),
                ('nominal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.nominal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('alias', 'Alias'), ('nickname', 'Nickname'), ('former', 'Former name')], default='alias', max_length=10)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.alias')),
                ('nominal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.nominal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('reason', models.CharField(max_length=300)),
                ('allocated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='cases.case')),
            ],
            options={
                'ordering': ('-from_on',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('case',), name='cases_one_open_allocation'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=(('case', '='), (mosovo.staff.models.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')), name='cases_allocation_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='CapException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('figures', models.CharField(help_text='The share as it was, in words.', max_length=200)),
                ('from_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cap_exceptions', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(help_text='The case that passed the cap.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('from_on'))), name='cases_cap_exception_dates_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='cases_cap_exception_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='CategoryPeriodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('category', models.CharField(choices=[('1', 'Category 1: registered sexual offender'), ('2', 'Category 2: violent or other sexual offender'), ('3', 'Category 3: other dangerous offender'), ('4', 'Category 4: terrorist offender'), ('pdp', 'Potentially dangerous person')], max_length=4)),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('grounds', models.CharField(max_length=300)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.categoryperiod')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConfidentialEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('medical', 'Medical'), ('third_party_material', 'Material that its originator controls'), ('victim', 'Victim or potential victim'), ('third_party', 'Third party'), ('tactics', 'Police tactics'), ('prosecutor', "Prosecutor's advice")], max_length=24)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('originator', models.CharField(blank=True, help_text='Who controls onward sharing, if not the police.', max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.confidentialentry')),
                ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('with_whom', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.contact')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConvictionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('convicted_on', models.DateField()),
                ('offence', models.CharField(max_length=200)),
                ('offence_code', models.CharField(blank=True, max_length=5, verbose_name='Home Office offence code')),
                ('disposal', models.CharField(blank=True, max_length=200)),
                ('sentence_days', models.PositiveIntegerField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.conviction')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('marking', models.CharField(default='OFFICIAL-SENSITIVE', max_length=60)),
                ('media_type', models.CharField(default='application/pdf', max_length=60)),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.document')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LevelPeriodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.CharField(max_length=300)),
                ('lead_agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.agency')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.levelperiod')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LicenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('conditions', models.TextField()),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.licence')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.CharField(max_length=300)),
                ('owner_name', models.CharField(max_length=120, verbose_name='who does it')),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done')], default='open', max_length=10)),
                ('done_on', models.DateField(null=True)),
                ('done_note', models.CharField(blank=True, max_length=300)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.agency')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='cases.meeting')),
            ],
            options={
                'ordering': ('due_on',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', True), ('state', 'open')), models.Q(('done_on__isnull', False), ('state', 'done')), _connector='OR'), name='cases_meeting_action_done_with_day')],
            },
        ),
        migrations.CreateModel(
            name='MeetingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(help_text='Prompt code -> answer, for every prompt of the kind.')),
                ('outcome', models.CharField(max_length=20)),
                ('reasons', models.TextField()),
                ('decided_rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30)),
                ('authority', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('to_whom', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='cases.meeting')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reasons', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), name='cases_meetingdecision_has_reasons'), models.CheckConstraint(condition=models.Q(('outcome__in', ['disclose', 'do_not_disclose'])), name='cases_disclosure_decided')],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Level 1'), (2, 'Level 2'), (3, 'Level 3')])),
                ('held_at', models.DateTimeField()),
                ('place', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('open', 'Being recorded'), ('signed', 'Signed by the chair')], default='open', max_length=10)),
                ('information', models.TextField(blank=True, verbose_name='information shared')),
                ('risk', models.TextField(blank=True, verbose_name='risk and how it is managed')),
                ('human_rights', models.TextField(blank=True, verbose_name='human rights (Articles 2, 3 and 8)')),
                ('diversity', models.TextField(blank=True, verbose_name='diversity')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next meeting')),
                ('decision_draft', models.JSONField(blank=True, default=dict)),
                ('signed_at', models.DateTimeField(null=True)),
                ('chair', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.meeting')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='cases.meeting')),
            ],
            options={
                'verbose_name_plural': 'minutes',
                'ordering': ('-version',),
                'constraints': [models.UniqueConstraint(fields=('meeting', 'version'), name='cases_minutes_version_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('shpo', 'Sexual harm prevention order'), ('interim_shpo', 'Interim sexual harm prevention order'), ('sro', 'Sexual risk order'), ('notification', 'Notification order'), ('voo', 'Violent offender order'), ('other', 'Other order')], max_length=20)),
                ('terms', models.TextField()),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, help_text='Empty: until further order.', null=True, verbose_name='until')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.order')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SensitiveEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('medical', 'Medical'), ('third_party_material', 'Material that its originator controls'), ('victim', 'Victim or potential victim'), ('third_party', 'Third party'), ('tactics', 'Police tactics'), ('prosecutor', "Prosecutor's advice")], max_length=24)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('originator', models.CharField(blank=True, help_text='Who controls onward sharing, if not the police.', max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.sensitiveentry')),
                ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatusChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('community', 'In the community'), ('custody', 'In custody'), ('abroad', 'Abroad'), ('closed', 'Closed')], max_length=12)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.statuschange')),
                ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('visited_at', models.DateTimeField()),
                ('announced', models.BooleanField()),
                ('safety_assessed_on', models.DateField(verbose_name='safety assessment made on')),
                ('safety_notes', models.CharField(max_length=500)),
                ('outcome', models.CharField(choices=[('seen', 'Seen at home'), ('not_in', 'Nobody answered'), ('refused', 'Entry refused'), ('elsewhere', 'Not living there')], max_length=12)),
                ('who_answered', models.CharField(blank=True, max_length=200)),
                ('present', models.CharField(blank=True, max_length=300, verbose_name='who else was present')),
                ('seen', models.TextField(verbose_name='what was seen and said')),
                ('devices', models.CharField(blank=True, max_length=300)),
                ('concerns', models.TextField(blank=True)),
                ('next_step', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('corrects', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.visit')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.visit')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AllocationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('reason', models.CharField(max_length=300)),
                ('allocated_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.allocation')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='who came')),
                ('present', models.BooleanField(default=True)),
                ('report_sent', models.BooleanField(default=False, verbose_name='sent a report')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.agency')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='cases.meeting')),
            ],
            options={
                'ordering': ('agency__name',),
                'constraints': [models.UniqueConstraint(fields=('meeting', 'agency', 'name'), name='cases_attends_once')],
            },
        ),
        migrations.CreateModel(
            name='CapExceptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.TextField()),
                ('figures', models.CharField(help_text='The share as it was, in words.', max_length=200)),
                ('from_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.capexception')),
                ('case', models.ForeignKey(db_constraint=False, help_text='The case that passed the cap.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingActionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('text', models.CharField(max_length=300)),
                ('owner_name', models.CharField(max_length=120, verbose_name='who does it')),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done')], default='open', max_length=10)),
                ('done_on', models.DateField(null=True)),
                ('done_note', models.CharField(blank=True, max_length=300)),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.agency')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.meetingaction')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('answers', models.JSONField(help_text='Prompt code -> answer, for every prompt of the kind.')),
                ('outcome', models.CharField(max_length=20)),
                ('reasons', models.TextField()),
                ('decided_rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30)),
                ('authority', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('to_whom', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.meetingdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MinutesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.document')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.minutes')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='who came')),
                ('present', models.BooleanField(default=True)),
                ('report_sent', models.BooleanField(default=False, verbose_name='sent a report')),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.agency')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.attendance')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nominal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_nominalevent" ("cro_number", "date_of_birth", "family_name", "given_names", "id", "noms_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_id", "reference", "sex", "visor_reference") VALUES (NEW."cro_number", NEW."date_of_birth", NEW."family_name", NEW."given_names", NEW."id", NEW."noms_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pnc_id", NEW."reference", NEW."sex", NEW."visor_reference"); RETURN NULL;', hash='aa4279772965b3d47fc7099e6c995a3a240f1c0f', operation='INSERT', pgid='pgtrigger_insert_insert_95d0f', table='cases_nominal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nominal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_nominalevent" ("cro_number", "date_of_birth", "family_name", "given_names", "id", "noms_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_id", "reference", "sex", "visor_reference") VALUES (NEW."cro_number", NEW."date_of_birth", NEW."family_name", NEW."given_names", NEW."id", NEW."noms_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pnc_id", NEW."reference", NEW."sex", NEW."visor_reference"); RETURN NULL;', hash='2d20b5b7e6b64876a6e03373aaa99848580109bd', operation='UPDATE', pgid='pgtrigger_update_update_8a2f0', table='cases_nominal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nominal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_nominalevent" ("cro_number", "date_of_birth", "family_name", "given_names", "id", "noms_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_id", "reference", "sex", "visor_reference") VALUES (OLD."cro_number", OLD."date_of_birth", OLD."family_name", OLD."given_names", OLD."id", OLD."noms_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pnc_id", OLD."reference", OLD."sex", OLD."visor_reference"); RETURN NULL;', hash='197652ad7754e087bb2537101f66d8b3603aeb56', operation='DELETE', pgid='pgtrigger_delete_delete_9e25a', table='cases_nominal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aliasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0d2861f8d541bfeb0d3c7e61ac3fb8692ac11b6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b182', table='cases_aliasevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_aliasevent" ("id", "kind", "name", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kind", NEW."name", NEW."nominal_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='1713668a2500928daa80d794d98d7670b74fe4dd', operation='INSERT', pgid='pgtrigger_insert_insert_cba3d', table='cases_alias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_aliasevent" ("id", "kind", "name", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kind", NEW."name", NEW."nominal_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='e2af1b09f78c1ab4087bd7e0dcc8a7286e52c85e', operation='UPDATE', pgid='pgtrigger_update_update_60ceb', table='cases_alias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_aliasevent" ("id", "kind", "name", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."kind", OLD."name", OLD."nominal_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e58198842b1e4b569830654bab6e8211809719a7', operation='DELETE', pgid='pgtrigger_delete_delete_9364e', table='cases_alias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addressevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54a6921a091e87414db09e5a7cfb2bcb90f532de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cf2e4', table='cases_addressevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_addressevent" ("from_on", "id", "lines", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "until_on") VALUES (NEW."from_on", NEW."id", NEW."lines", NEW."nominal_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."until_on"); RETURN NULL;', hash='3349abf75ba06737e694055989d4b3723b99d845', operation='INSERT', pgid='pgtrigger_insert_insert_0aab0', table='cases_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_addressevent" ("from_on", "id", "lines", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "until_on") VALUES (NEW."from_on", NEW."id", NEW."lines", NEW."nominal_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."until_on"); RETURN NULL;', hash='efcc3460c0b7c7ead66d4372f4001174d31c5391', operation='UPDATE', pgid='pgtrigger_update_update_bd85c', table='cases_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_addressevent" ("from_on", "id", "lines", "nominal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "until_on") VALUES (OLD."from_on", OLD."id", OLD."lines", OLD."nominal_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."until_on"); RETURN NULL;', hash='510e76a8289bad75c59f83678e44b585859fbd6d', operation='DELETE', pgid='pgtrigger_delete_delete_d63d3', table='cases_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f12ae3a15d87656621f1b9c4619abb8206272bdf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e22f3', table='cases_attendanceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='closed_when_signed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND (FALSE) THEN\n          RETURN NEW;\n        END IF;\n        PERFORM 1 FROM cases_meeting meeting\n          WHERE meeting.id IN (OLD.meeting_id, NEW.meeting_id) AND meeting.state = 'signed' FOR SHARE;\n        IF FOUND THEN\n          RAISE EXCEPTION 'the meeting is signed: its record is closed';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n          RETURN OLD;\n        END IF;\n        RETURN NEW;\n        ", hash='0e2b081c4c081913fcdca385cc3a9260ab47f364', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_closed_when_signed_301bd', table='cases_attendance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_attendanceevent" ("agency_id", "id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "report_sent") VALUES (NEW."agency_id", NEW."id", NEW."meeting_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."present", NEW."report_sent"); RETURN NULL;', hash='3f9a392d9efe2251ce64cabbabc2461ab24ebab3', operation='INSERT', pgid='pgtrigger_insert_insert_5e8fa', table='cases_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_attendanceevent" ("agency_id", "id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "report_sent") VALUES (NEW."agency_id", NEW."id", NEW."meeting_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."present", NEW."report_sent"); RETURN NULL;', hash='5bde18f341b7dd22a927b8670e42ccf863318191', operation='UPDATE', pgid='pgtrigger_update_update_271e2', table='cases_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_attendanceevent" ("agency_id", "id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "report_sent") VALUES (OLD."agency_id", OLD."id", OLD."meeting_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."present", OLD."report_sent"); RETURN NULL;', hash='9b8fe68c4ed12d1ef9cdd9e5ed5bf960f0a9f00c', operation='DELETE', pgid='pgtrigger_delete_delete_86132', table='cases_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingaction',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:done}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b6dc162c8fbc3d56213203b657b53032fc8db973', operation='UPDATE', pgid='pgtrigger_legal_moves_109a5', table='cases_meetingaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingaction',
            trigger=pgtrigger.compiler.Trigger(name='closed_when_signed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND (OLD.state = 'open' AND NEW.state = 'done' AND (NEW.meeting_id, NEW.reference, NEW.text, NEW.agency_id, NEW.owner_name, NEW.due_on) = (OLD.meeting_id, OLD.reference, OLD.text, OLD.agency_id, OLD.owner_name, OLD.due_on)) THEN\n          RETURN NEW;\n        END IF;\n        PERFORM 1 FROM cases_meeting meeting\n          WHERE meeting.id IN (OLD.meeting_id, NEW.meeting_id) AND meeting.state = 'signed' FOR SHARE;\n        IF FOUND THEN\n          RAISE EXCEPTION 'the meeting is signed: its record is closed';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n          RETURN OLD;\n        END IF;\n        RETURN NEW;\n        ", hash='6c3ae48aa81bb89b57709ebcc96e90b8632e8792', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_closed_when_signed_2d052', table='cases_meetingaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingaction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingactionevent" ("agency_id", "done_note", "done_on", "due_on", "id", "meeting_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "text") VALUES (NEW."agency_id", NEW."done_note", NEW."done_on", NEW."due_on", NEW."id", NEW."meeting_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."state", NEW."text"); RETURN NULL;', hash='ac5bfaea3885a23ca9231c7cb25cbeb84f486c94', operation='INSERT', pgid='pgtrigger_insert_insert_d3ef7', table='cases_meetingaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_meetingactionevent" ("agency_id", "done_note", "done_on", "due_on", "id", "meeting_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "text") VALUES (NEW."agency_id", NEW."done_note", NEW."done_on", NEW."due_on", NEW."id", NEW."meeting_id", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."state", NEW."text"); RETURN NULL;', hash='99dcbf45ccb874bbed0559ef77f3151177b3344c', operation='UPDATE', pgid='pgtrigger_update_update_b4e0d', table='cases_meetingaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingaction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingactionevent" ("agency_id", "done_note", "done_on", "due_on", "id", "meeting_id", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "text") VALUES (OLD."agency_id", OLD."done_note", OLD."done_on", OLD."due_on", OLD."id", OLD."meeting_id", OLD."owner_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."state", OLD."text"); RETURN NULL;', hash='35b970739100490cb8625fedaa004d6642c5e50a', operation='DELETE', pgid='pgtrigger_delete_delete_46ddf', table='cases_meetingaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingactionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4691a072dadc2a4c36ae52f03acb271e0e48a717', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e0d0', table='cases_meetingactionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingdecision',
            trigger=pgtrigger.compiler.Trigger(name='signed_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ed4177dbbe2c6628ab666eb23302ec937ae61a17', operation='UPDATE', pgid='pgtrigger_signed_is_final_b551d', table='cases_meetingdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingdecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingdecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "id", "meeting_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "to_whom") VALUES (NEW."answers", NEW."authority", NEW."decided_at", NEW."decided_by_id", NEW."decided_rank", NEW."id", NEW."meeting_id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."to_whom"); RETURN NULL;', hash='3ddb73f0e125aefc49560a768aa7ede683fd6562', operation='INSERT', pgid='pgtrigger_insert_insert_c042c', table='cases_meetingdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingdecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_meetingdecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "id", "meeting_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "to_whom") VALUES (NEW."answers", NEW."authority", NEW."decided_at", NEW."decided_by_id", NEW."decided_rank", NEW."id", NEW."meeting_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."to_whom"); RETURN NULL;', hash='bd95d4d472a9838537a4cddbc4555fa91f91a1ac', operation='UPDATE', pgid='pgtrigger_update_update_3bb9c', table='cases_meetingdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingdecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingdecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "id", "meeting_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "to_whom") VALUES (OLD."answers", OLD."authority", OLD."decided_at", OLD."decided_by_id", OLD."decided_rank", OLD."id", OLD."meeting_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."to_whom"); RETURN NULL;', hash='1cbcfa3f3699a4f703fa0c626967a49d44e87f97', operation='DELETE', pgid='pgtrigger_delete_delete_4a7c3', table='cases_meetingdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingdecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0c330ccfc70f245b4d16a8f64d21a5f94e753d4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_459b4', table='cases_meetingdecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f49318eee528fbb904c75197baa89a2578a8b427', operation='UPDATE', pgid='pgtrigger_written_once_fc5c3', table='cases_minutes', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_minutesevent" ("document_id", "id", "made_at", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."document_id", NEW."id", NEW."made_at", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='e3bec579908f8b0bbbe9ac2da0b8143ff663441f', operation='INSERT', pgid='pgtrigger_insert_insert_b91ca', table='cases_minutes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_minutesevent" ("document_id", "id", "made_at", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."document_id", NEW."id", NEW."made_at", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='100022e811c520d090e532cf1c421b8197327f97', operation='UPDATE', pgid='pgtrigger_update_update_52b7f', table='cases_minutes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_minutesevent" ("document_id", "id", "made_at", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."document_id", OLD."id", OLD."made_at", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='0717d73f1f87a510e8f7aeaf532769daab74ba9a', operation='DELETE', pgid='pgtrigger_delete_delete_f0dcc', table='cases_minutes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f37a1a005f66263c085d525f4e70ada0e9e826f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_54201', table='cases_minutesevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nominalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9771ae11cb82c90b35401726871fdea85e519c09', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0b1d5', table='cases_nominalevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='074d0300c502690ac44fb25c26b49dd006797873', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_87f45', table='cases_visitevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='dcb37a774bf0061b96befc5af9ee8c097c794f5f', operation='UPDATE', pgid='pgtrigger_written_once_ccf42', table='cases_visit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_visitevent" ("announced", "case_id", "concerns", "corrects_id", "devices", "id", "next_step", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_at", "recorded_by_id", "reference", "safety_assessed_on", "safety_notes", "seen", "visited_at", "who_answered") VALUES (NEW."announced", NEW."case_id", NEW."concerns", NEW."corrects_id", NEW."devices", NEW."id", NEW."next_step", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."present", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."safety_assessed_on", NEW."safety_notes", NEW."seen", NEW."visited_at", NEW."who_answered"); RETURN NULL;', hash='d6d720babe7eb806a377a599620ee81668114304', operation='INSERT', pgid='pgtrigger_insert_insert_11497', table='cases_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_visitevent" ("announced", "case_id", "concerns", "corrects_id", "devices", "id", "next_step", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_at", "recorded_by_id", "reference", "safety_assessed_on", "safety_notes", "seen", "visited_at", "who_answered") VALUES (NEW."announced", NEW."case_id", NEW."concerns", NEW."corrects_id", NEW."devices", NEW."id", NEW."next_step", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."present", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."safety_assessed_on", NEW."safety_notes", NEW."seen", NEW."visited_at", NEW."who_answered"); RETURN NULL;', hash='371ca3f64fe8f402df7bd9757262b7562ae159eb', operation='UPDATE', pgid='pgtrigger_update_update_a3c6e', table='cases_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_visitevent" ("announced", "case_id", "concerns", "corrects_id", "devices", "id", "next_step", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_at", "recorded_by_id", "reference", "safety_assessed_on", "safety_notes", "seen", "visited_at", "who_answered") VALUES (OLD."announced", OLD."case_id", OLD."concerns", OLD."corrects_id", OLD."devices", OLD."id", OLD."next_step", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."present", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."safety_assessed_on", OLD."safety_notes", OLD."seen", OLD."visited_at", OLD."who_answered"); RETURN NULL;', hash='33566e3078a6866d87788b0ef9db7be002a655ce', operation='DELETE', pgid='pgtrigger_delete_delete_df6ec', table='cases_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='70bc1a1666155a6071be515f31c3ad3d076fe29e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2dfba', table='cases_statuschangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_statuschangeevent" ("case_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "status") VALUES (NEW."case_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."status"); RETURN NULL;', hash='f067a8872aa2e16328902dad54024f32e060e82a', operation='INSERT', pgid='pgtrigger_insert_insert_a8e81', table='cases_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_statuschangeevent" ("case_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "status") VALUES (NEW."case_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."status"); RETURN NULL;', hash='633a99b7e173138fb0573899c9c8ddf8e2a97b8d', operation='UPDATE', pgid='pgtrigger_update_update_37119', table='cases_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_statuschangeevent" ("case_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "status") VALUES (OLD."case_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."status"); RETURN NULL;', hash='fbde4023bcd15304a43358fe86a82f4c42d4e68b', operation='DELETE', pgid='pgtrigger_delete_delete_46a7d', table='cases_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sensitiveentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e59893955eb47119279a6282cdf081e212964a73', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_58998', table='cases_sensitiveentryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sensitiveentry',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5d57b4e84dbb1ce84a3cf84764156f2e6d8f249b', operation='UPDATE', pgid='pgtrigger_written_once_fe6f8', table='cases_sensitiveentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sensitiveentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_sensitiveentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (NEW."case_id", NEW."id", NEW."kind", NEW."originator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."title"); RETURN NULL;', hash='06070c1dc5bbabc3c4e3e93e42866773562346c5', operation='INSERT', pgid='pgtrigger_insert_insert_61fef', table='cases_sensitiveentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sensitiveentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_sensitiveentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (NEW."case_id", NEW."id", NEW."kind", NEW."originator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."title"); RETURN NULL;', hash='9bf127d674d38a703274a4ffbd11a60666dab82e', operation='UPDATE', pgid='pgtrigger_update_update_31b31', table='cases_sensitiveentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sensitiveentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_sensitiveentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (OLD."case_id", OLD."id", OLD."kind", OLD."originator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."text", OLD."title"); RETURN NULL;', hash='0360d91bfb9a2ac1b122e87d5d8488a902bd8c9e', operation='DELETE', pgid='pgtrigger_delete_delete_0b74e', table='cases_sensitiveentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae53dccbc40e49b9f3616e413162c904922e7fd6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b7fc', table='cases_orderevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_orderevent" ("case_id", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."terms", NEW."until_on"); RETURN NULL;', hash='83432aa66bb284cc18d0c84997f73c3221d08319', operation='INSERT', pgid='pgtrigger_insert_insert_35be3', table='cases_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_orderevent" ("case_id", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."terms", NEW."until_on"); RETURN NULL;', hash='b48c3b9740fb32f579a9a8c494d949bd794c022d', operation='UPDATE', pgid='pgtrigger_update_update_df8ef', table='cases_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_orderevent" ("case_id", "from_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms", "until_on") VALUES (OLD."case_id", OLD."from_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."terms", OLD."until_on"); RETURN NULL;', hash='42b8e5c921981f53c4903813f55fc0afceeb06ca', operation='DELETE', pgid='pgtrigger_delete_delete_f2ca9', table='cases_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='522d7ce4accd7726c043153b367506710da6c1c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c33f', table='cases_meetingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:signed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='7df03ee19180d1b001697c65f908b50cc0afbdcd', operation='UPDATE', pgid='pgtrigger_legal_moves_07a80', table='cases_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='signed_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state = 'signed' AND OLD.* IS DISTINCT FROM NEW.*)", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='78b4255104bcfe9011ade4af1cea70b8dab05da3', operation='UPDATE', pgid='pgtrigger_signed_is_final_cb506', table='cases_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='signed_with_decision', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM 'signed' AND NEW.state = 'signed')", func="\n    IF NOT EXISTS (SELECT 1 FROM cases_meetingdecision decision WHERE decision.meeting_id = NEW.id) THEN\n      RAISE EXCEPTION 'a meeting is signed only with its decision on disclosure';\n    END IF;\n    RETURN NEW;\n    ", hash='011a0b804451e660101a43419ecb8bc69194048c', operation='UPDATE', pgid='pgtrigger_signed_with_decision_4b805', table='cases_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingevent" ("case_id", "chair_id", "decision_draft", "diversity", "held_at", "human_rights", "id", "information", "level", "next_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "risk", "signed_at", "state") VALUES (NEW."case_id", NEW."chair_id", NEW."decision_draft", NEW."diversity", NEW."held_at", NEW."human_rights", NEW."id", NEW."information", NEW."level", NEW."next_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."reference", NEW."risk", NEW."signed_at", NEW."state"); RETURN NULL;', hash='aee74a1a51e5e31fbbe8df4bce94f4b9a88e3110', operation='INSERT', pgid='pgtrigger_insert_insert_6e86b', table='cases_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_meetingevent" ("case_id", "chair_id", "decision_draft", "diversity", "held_at", "human_rights", "id", "information", "level", "next_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "risk", "signed_at", "state") VALUES (NEW."case_id", NEW."chair_id", NEW."decision_draft", NEW."diversity", NEW."held_at", NEW."human_rights", NEW."id", NEW."information", NEW."level", NEW."next_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."reference", NEW."risk", NEW."signed_at", NEW."state"); RETURN NULL;', hash='d596ade3fc65fd58efc9293e3bd9a1f6dc0c43d3', operation='UPDATE', pgid='pgtrigger_update_update_bed0c', table='cases_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_meetingevent" ("case_id", "chair_id", "decision_draft", "diversity", "held_at", "human_rights", "id", "information", "level", "next_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "risk", "signed_at", "state") VALUES (OLD."case_id", OLD."chair_id", OLD."decision_draft", OLD."diversity", OLD."held_at", OLD."human_rights", OLD."id", OLD."information", OLD."level", OLD."next_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."reference", OLD."risk", OLD."signed_at", OLD."state"); RETURN NULL;', hash='a80723fd6b1ddd9a3cc1d59a43fd43f8900eacda', operation='DELETE', pgid='pgtrigger_delete_delete_93aa4', table='cases_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ede7a425616c3062fdcacf7c35729d087d1b3885', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ea523', table='cases_licenceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_licenceevent" ("case_id", "conditions", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."case_id", NEW."conditions", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."until_on"); RETURN NULL;', hash='6b908f61ac5a137dc2941c4efc4a70210c1338c9', operation='INSERT', pgid='pgtrigger_insert_insert_6d68d', table='cases_licence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_licenceevent" ("case_id", "conditions", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."case_id", NEW."conditions", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."until_on"); RETURN NULL;', hash='dce1140e87a668e46f24076f3da42e41f5f8def9', operation='UPDATE', pgid='pgtrigger_update_update_15c3c', table='cases_licence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='licence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_licenceevent" ("case_id", "conditions", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (OLD."case_id", OLD."conditions", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."until_on"); RETURN NULL;', hash='e3cca24211f54935ed01a75e95c675cd1ab7b7b0', operation='DELETE', pgid='pgtrigger_delete_delete_9b4c1', table='cases_licence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='levelperiodevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='549b1fd04fc7c8518c30f7604a2876a4a43e3e3d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e668', table='cases_levelperiodevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='levelperiod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_levelperiodevent" ("case_id", "from_on", "id", "lead_agency_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."lead_agency_id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."until_on"); RETURN NULL;', hash='12be0c127789029b16327ddcbed96065b6698d6d', operation='INSERT', pgid='pgtrigger_insert_insert_5d13d', table='cases_levelperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='levelperiod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_levelperiodevent" ("case_id", "from_on", "id", "lead_agency_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (NEW."case_id", NEW."from_on", NEW."id", NEW."lead_agency_id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."until_on"); RETURN NULL;', hash='9b12d07efd3ca85e44f874216c17eeef84390dc3', operation='UPDATE', pgid='pgtrigger_update_update_c52f9', table='cases_levelperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='levelperiod',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_levelperiodevent" ("case_id", "from_on", "id", "lead_agency_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (OLD."case_id", OLD."from_on", OLD."id", OLD."lead_agency_id", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."until_on"); RETURN NULL;', hash='54f60013a3be3894cc8cedb302c14f4dfb375d21', operation='DELETE', pgid='pgtrigger_delete_delete_d3878', table='cases_levelperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1073a84d05fc489ffa67dc45de50ff69711df0d5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_88b73', table='cases_documentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f6a1f4776e7afff7bfaa91b387503d57cf431f39', operation='UPDATE', pgid='pgtrigger_written_once_a45c4', table='cases_document', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_documentevent" ("case_id", "id", "made_at", "made_by_id", "marking", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sha256", "size", "title") VALUES (NEW."case_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."marking", NEW."media_type", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."sha256", NEW."size", NEW."title"); RETURN NULL;', hash='55ebb548b9d06ba9b2af0f6dd2f93e01e3d0e653', operation='INSERT', pgid='pgtrigger_insert_insert_96a33', table='cases_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."marking" IS DISTINCT FROM (NEW."marking") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "cases_documentevent" ("case_id", "id", "made_at", "made_by_id", "marking", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sha256", "size", "title") VALUES (NEW."case_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."marking", NEW."media_type", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."sha256", NEW."size", NEW."title"); RETURN NULL;', hash='b66ce3b61fb1e556f2df88ccd290e4beb45ee567', operation='UPDATE', pgid='pgtrigger_update_update_5bc40', table='cases_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_documentevent" ("case_id", "id", "made_at", "made_by_id", "marking", "media_type", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sha256", "size", "title") VALUES (OLD."case_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."marking", OLD."media_type", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."sha256", OLD."size", OLD."title"); RETURN NULL;', hash='279857fb2220ace6ee2e5c56b7a77bb7f9d60b15', operation='DELETE', pgid='pgtrigger_delete_delete_69c2a', table='cases_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='convictionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1bb908a55a930dc53eaabdc1fe1cab9393d6d001', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50d80', table='cases_convictionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conviction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_convictionevent" ("case_id", "convicted_on", "disposal", "id", "offence", "offence_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence_days") VALUES (NEW."case_id", NEW."convicted_on", NEW."disposal", NEW."id", NEW."offence", NEW."offence_code", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sentence_days"); RETURN NULL;', hash='206c62295bf4b8a3aea2b07ffb6a58b4e33fc100', operation='INSERT', pgid='pgtrigger_insert_insert_7b54c', table='cases_conviction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conviction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_convictionevent" ("case_id", "convicted_on", "disposal", "id", "offence", "offence_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence_days") VALUES (NEW."case_id", NEW."convicted_on", NEW."disposal", NEW."id", NEW."offence", NEW."offence_code", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sentence_days"); RETURN NULL;', hash='0c3f305319d784d94ce63aa925186e83b12525d6', operation='UPDATE', pgid='pgtrigger_update_update_ff6ec', table='cases_conviction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conviction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_convictionevent" ("case_id", "convicted_on", "disposal", "id", "offence", "offence_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence_days") VALUES (OLD."case_id", OLD."convicted_on", OLD."disposal", OLD."id", OLD."offence", OLD."offence_code", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sentence_days"); RETURN NULL;', hash='f2202797f80dd6c37062521204191548d79c4c49', operation='DELETE', pgid='pgtrigger_delete_delete_076ae', table='cases_conviction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec0816a5e696f081505e6385431928e80e52a0a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2689d', table='cases_contactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8ccd5e9b16266855f2f08123dc33e8df573fba6e', operation='UPDATE', pgid='pgtrigger_written_once_cdd3a', table='cases_contact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_contactevent" ("at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "with_whom") VALUES (NEW."at", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."with_whom"); RETURN NULL;', hash='155143636446e34a087af5a599fdfaf66f7bdb85', operation='INSERT', pgid='pgtrigger_insert_insert_075c0', table='cases_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_contactevent" ("at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "with_whom") VALUES (NEW."at", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."with_whom"); RETURN NULL;', hash='6148a538f3dbecdbe41e16a58b8ba18d180ea320', operation='UPDATE', pgid='pgtrigger_update_update_4d768', table='cases_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_contactevent" ("at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "with_whom") VALUES (OLD."at", OLD."case_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."text", OLD."with_whom"); RETURN NULL;', hash='b5bde2a57814205a1a54e74c6dd3ee19565c4543', operation='DELETE', pgid='pgtrigger_delete_delete_9d639', table='cases_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentialentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf4bc2eb0cb0f053097139ded33a3dc27104ff21', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f3772', table='cases_confidentialentryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentialentry',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e063351d45c61204d152d91250c3d162bec4bd62', operation='UPDATE', pgid='pgtrigger_written_once_8a2f0', table='cases_confidentialentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentialentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_confidentialentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (NEW."case_id", NEW."id", NEW."kind", NEW."originator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."title"); RETURN NULL;', hash='04581746f11192ad4f111dee2f11595ad2a1f8be', operation='INSERT', pgid='pgtrigger_insert_insert_979d2', table='cases_confidentialentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentialentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_confidentialentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (NEW."case_id", NEW."id", NEW."kind", NEW."originator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."text", NEW."title"); RETURN NULL;', hash='26d725c5f4ac4f58f389920f4ca19c5aafb5de89', operation='UPDATE', pgid='pgtrigger_update_update_c69f3', table='cases_confidentialentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confidentialentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_confidentialentryevent" ("case_id", "id", "kind", "originator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "text", "title") VALUES (OLD."case_id", OLD."id", OLD."kind", OLD."originator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."text", OLD."title"); RETURN NULL;', hash='54c3e555e695e9fac6e37ebe0b40c9cb17b1b850', operation='DELETE', pgid='pgtrigger_delete_delete_00a9d', table='cases_confidentialentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryperiodevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e65fecf5f3a817d951aac1fc337a49aff9e5775', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f2cfa', table='cases_categoryperiodevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryperiod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_categoryperiodevent" ("case_id", "category", "from_on", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."case_id", NEW."category", NEW."from_on", NEW."grounds", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."until_on"); RETURN NULL;', hash='a7ae16e08383622f3b191ed41ce93326e4494e63', operation='INSERT', pgid='pgtrigger_insert_insert_79d1e', table='cases_categoryperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryperiod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_categoryperiodevent" ("case_id", "category", "from_on", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."case_id", NEW."category", NEW."from_on", NEW."grounds", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."until_on"); RETURN NULL;', hash='29fdbe73c97b93d1176a024781c903bc4493cd3f', operation='UPDATE', pgid='pgtrigger_update_update_63f23', table='cases_categoryperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categoryperiod',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_categoryperiodevent" ("case_id", "category", "from_on", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (OLD."case_id", OLD."category", OLD."from_on", OLD."grounds", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."until_on"); RETURN NULL;', hash='a0c8562510f9482ce5868280d81e59e3cb5efb81', operation='DELETE', pgid='pgtrigger_delete_delete_6cab1', table='cases_categoryperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65b17c5dc231aae95e4a5d286bcd92a634f3ebd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_320b9', table='cases_caseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{community:custody,community:abroad,community:closed,custody:community,custody:closed,abroad:community,abroad:custody,abroad:closed,closed:community}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b1d4d4ab62e301230d28dac3179f685540bbf86f', operation='UPDATE', pgid='pgtrigger_legal_moves_8c801', table='cases_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("allocated_on", "category", "last_visit_on", "level", "locked", "nominal_id", "officer_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_level", "risk_level_on", "status", "unit_id") VALUES (NEW."allocated_on", NEW."category", NEW."last_visit_on", NEW."level", NEW."locked", NEW."nominal_id", NEW."officer_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."nominal_id", NEW."risk_level", NEW."risk_level_on", NEW."status", NEW."unit_id"); RETURN NULL;', hash='9ed3770444ca27b659aba2b7e046ed94ec48f0a7', operation='INSERT', pgid='pgtrigger_insert_insert_0b483', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_caseevent" ("allocated_on", "category", "last_visit_on", "level", "locked", "nominal_id", "officer_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_level", "risk_level_on", "status", "unit_id") VALUES (NEW."allocated_on", NEW."category", NEW."last_visit_on", NEW."level", NEW."locked", NEW."nominal_id", NEW."officer_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."nominal_id", NEW."risk_level", NEW."risk_level_on", NEW."status", NEW."unit_id"); RETURN NULL;', hash='3bef1c8fd266125caef56a2f948c2987e9aa6606', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("allocated_on", "category", "last_visit_on", "level", "locked", "nominal_id", "officer_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_level", "risk_level_on", "status", "unit_id") VALUES (OLD."allocated_on", OLD."category", OLD."last_visit_on", OLD."level", OLD."locked", OLD."nominal_id", OLD."officer_id", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."nominal_id", OLD."risk_level", OLD."risk_level_on", OLD."status", OLD."unit_id"); RETURN NULL;', hash='4585ceb49e687b34d60e74c0e8bd6b37a2e4016a', operation='DELETE', pgid='pgtrigger_delete_delete_8d49e', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capexceptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c3eb2e54ddd355fcc8901e3910875952418449c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a1e3', table='cases_capexceptionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capexception',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_capexceptionevent" ("case_id", "ends_on", "figures", "from_on", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."case_id", NEW."ends_on", NEW."figures", NEW."from_on", NEW."id", NEW."made_at", NEW."made_by_id", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='d5b54a2678aa2743ded12092c0069e0aa0e79b25', operation='INSERT', pgid='pgtrigger_insert_insert_66d9d', table='cases_capexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capexception',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_capexceptionevent" ("case_id", "ends_on", "figures", "from_on", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."case_id", NEW."ends_on", NEW."figures", NEW."from_on", NEW."id", NEW."made_at", NEW."made_by_id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='a348d9024f8b974b877edb7e17b8f3ba4e2b6007', operation='UPDATE', pgid='pgtrigger_update_update_56764', table='cases_capexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capexception',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_capexceptionevent" ("case_id", "ends_on", "figures", "from_on", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."case_id", OLD."ends_on", OLD."figures", OLD."from_on", OLD."id", OLD."made_at", OLD."made_by_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='aa1643ec15aeffe11958631db3720163bf116bfb', operation='DELETE', pgid='pgtrigger_delete_delete_97064', table='cases_capexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d776d28ccf1fd46f5e239a17258627510630d9b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_114f7', table='cases_allocationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_allocationevent" ("allocated_by_id", "case_id", "from_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (NEW."allocated_by_id", NEW."case_id", NEW."from_on", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."until_on"); RETURN NULL;', hash='ad7a6d77b8270620e52024c4b0c743ed9bd4d29a', operation='INSERT', pgid='pgtrigger_insert_insert_70f31', table='cases_allocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_allocationevent" ("allocated_by_id", "case_id", "from_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (NEW."allocated_by_id", NEW."case_id", NEW."from_on", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."until_on"); RETURN NULL;', hash='158c84193d68f83807bc3360591d81c5348fdafd', operation='UPDATE', pgid='pgtrigger_update_update_04922', table='cases_allocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_allocationevent" ("allocated_by_id", "case_id", "from_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "until_on") VALUES (OLD."allocated_by_id", OLD."case_id", OLD."from_on", OLD."id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."until_on"); RETURN NULL;', hash='12bbf40dbe19d58281bf52da3f802dfba185f3e9', operation='DELETE', pgid='pgtrigger_delete_delete_babb1', table='cases_allocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flagevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='adf79bb9e6910519a85c67438ab630e51f801d03', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1c302', table='cases_flagevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_flagevent" ("approach", "call_officer_id", "call_unit_id", "conditions", "method", "nominal_id", "people_at_risk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "risk_factors", "warning") VALUES (NEW."approach", NEW."call_officer_id", NEW."call_unit_id", NEW."conditions", NEW."method", NEW."nominal_id", NEW."people_at_risk", _pgh_attach_context(), NOW(), \'insert\', NEW."nominal_id", NEW."reviewed_on", NEW."risk_factors", NEW."warning"); RETURN NULL;', hash='7197332a6b63bd336af633e4c8f1c2f46c9dd7c5', operation='INSERT', pgid='pgtrigger_insert_insert_07d9a', table='cases_flag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_flagevent" ("approach", "call_officer_id", "call_unit_id", "conditions", "method", "nominal_id", "people_at_risk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "risk_factors", "warning") VALUES (NEW."approach", NEW."call_officer_id", NEW."call_unit_id", NEW."conditions", NEW."method", NEW."nominal_id", NEW."people_at_risk", _pgh_attach_context(), NOW(), \'update\', NEW."nominal_id", NEW."reviewed_on", NEW."risk_factors", NEW."warning"); RETURN NULL;', hash='cdda8665a11d8e9ce86cc6fcdf7f4b06dfca87c1', operation='UPDATE', pgid='pgtrigger_update_update_f53a4', table='cases_flag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_flagevent" ("approach", "call_officer_id", "call_unit_id", "conditions", "method", "nominal_id", "people_at_risk", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "risk_factors", "warning") VALUES (OLD."approach", OLD."call_officer_id", OLD."call_unit_id", OLD."conditions", OLD."method", OLD."nominal_id", OLD."people_at_risk", _pgh_attach_context(), NOW(), \'delete\', OLD."nominal_id", OLD."reviewed_on", OLD."risk_factors", OLD."warning"); RETURN NULL;', hash='21d7f4b839ec89752b541cbcab37ac27756d5bf6', operation='DELETE', pgid='pgtrigger_delete_delete_86710', table='cases_flag', when='AFTER')),
        ),
    ]
